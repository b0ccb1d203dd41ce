import { basename } from 'node:path'
import type { GradientCheck, TensorCheck } from '../../engine/diagnosis/gradient-check'
import { checkDocument } from '../../engine/node/check-document'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCount, formatNumber, formatTable } from '../format'
import { createProgress } from '../progress'
import { type DocumentOptions, readDocument } from '../read-document'

export interface CheckOptions extends DocumentOptions {
  readonly json?: boolean
}

/**
 * Compares every gradient of a graph file with central differences, in float64.
 * Returns the exit status: 1 when a tensor fails.
 */
export async function check(
  file: string,
  options: CheckOptions,
  context: CliContext,
): Promise<number> {
  const document = await readDocument(file, options)
  const progress = createProgress(context)
  const result = await checkDocument(document, {
    datasetsDirectory: context.datasetsDirectory,
    onTensor: (name, index, count) => {
      if (context.isTerminal) context.error(`\r\u001b[Kchecking ${name} (${index + 1} of ${count})`)
    },
  })
  if (context.isTerminal) context.error('\r\u001b[K')
  progress.clear()
  if (!result.ok) {
    throw new CliFailure(`${basename(file)}: ${result.failure.message}`, result.failure.remedy)
  }
  const report = result.check
  if (options.json) {
    context.out(`${JSON.stringify({ seed: document.training.seed, ...report })}\n`)
  } else {
    context.out(formatCheck(report))
  }
  for (const tensor of report.tensors.filter(({ passed }) => !passed)) {
    context.error(describeFailure(tensor))
  }
  return report.passed ? 0 : 1
}

function formatCheck(report: GradientCheck): string {
  const table = formatTable([
    ['parameter', 'values', 'checked', 'relative error', 'along a direction', 'left out', ''],
    ...report.tensors.map(tensor => [
      tensor.name,
      formatCount(tensor.size),
      formatCount(tensor.checked),
      tensor.relativeError.toExponential(1),
      tensor.directionalError === null ? '–' : tensor.directionalError.toExponential(1),
      formatLeftOut(tensor),
      !tensor.passed ? 'FAILED' : isCompared(tensor) ? 'ok' : 'not checked',
    ]),
  ])
  return `${table}\n\nfloat64, ${report.rows} examples, loss ${formatNumber(report.loss)}, dropout masks frozen\n${verdictOf(report)}\n`
}

function verdictOf({ loss, tensors, threshold }: GradientCheck): string {
  if (!Number.isFinite(loss)) return `The loss is ${loss}: nothing can be compared.`
  const failed = tensors.filter(({ passed }) => !passed).length
  if (failed > 0) return `${failed} of ${tensors.length} gradients are wrong.`
  const agree = `agree with central differences to ${threshold.toExponential(0)}`
  const compared = tensors.filter(isCompared).length
  return compared === tensors.length
    ? `All ${compared} gradients ${agree}.`
    : `${compared} of ${tensors.length} gradients ${agree}; the others lie at a kink, where there is none.`
}

/** False where every entry looked at lies at a kink. */
function isCompared({ checked, belowRounding }: TensorCheck): boolean {
  return checked + belowRounding > 0
}

function formatLeftOut({ kinks, belowRounding }: TensorCheck): string {
  const parts = [
    ...(kinks > 0 ? [`${kinks} at a kink`] : []),
    ...(belowRounding > 0 ? [`${belowRounding} below rounding`] : []),
  ]
  return parts.join(', ') || '0'
}

function describeFailure(tensor: TensorCheck): string {
  const [worst] = tensor.worst
  const where = worst
    ? `; at [${worst.index.join(', ')}] backpropagation gives ${formatNumber(worst.analytic)}, differences give ${formatNumber(worst.numeric)}`
    : ''
  return `gradscope: the gradient of ${tensor.name} is wrong: relative error ${tensor.relativeError.toExponential(1)}${where}.\n`
}
