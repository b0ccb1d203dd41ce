import type { Plan, Step, TensorSpec } from './types'
import { planPhases } from './types'

/** A plan as text: every tensor with its place, then every step, phase by phase. */
export function printPlan(plan: Plan): string {
  const lines = [
    `plan ${plan.mode}, batch ≤ ${plan.batch}, arena ${plan.arenaSize.toLocaleString('en')} elements (${plan.persistentSize.toLocaleString('en')} persistent)`,
    '',
    'tensors',
    ...table(plan.tensors.map(tensorRow)),
  ]
  for (const phase of planPhases) {
    if (plan[phase].length === 0) continue
    lines.push('', phase, ...table(plan[phase].map((step, i) => stepRow(plan, step, i))))
  }
  return `${lines.join('\n')}\n`
}

function tensorRow(tensor: TensorSpec): string[] {
  const dims = [...(tensor.batched ? ['batch'] : []), ...tensor.shape]
  return [
    `  ${tensor.name}`,
    tensor.role,
    dims.length === 0 ? 'scalar' : dims.join('×'),
    `@${tensor.offset}`,
  ]
}

function stepRow(plan: Plan, step: Step, index: number): string[] {
  const name = (id: number | null) => (id === null ? '–' : plan.tensors[id]!.name)
  const outputs = step.outputs.map((id, i) => `${step.accumulate[i] ? '+' : ''}${name(id)}`)
  const attrs = Object.entries(step.attrs).map(([key, value]) => `${key}=${value}`)
  return [
    `  ${String(index).padStart(3)}`,
    step.kernel,
    `${step.inputs.map(name).join(', ')} → ${outputs.join(', ')}`,
    attrs.join(' '),
  ]
}

function table(rows: readonly string[][]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length)
    })
  }
  return rows.map(row =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  )
}
