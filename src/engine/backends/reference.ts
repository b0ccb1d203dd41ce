import { referenceKernels } from '../kernels/index'
import type { Kernel, KernelCall, Operand, RunContext } from '../kernels/kernel'
import type { Program } from '../plan/program'
import type { Plan, PlanPhase, Step, TensorId } from '../plan/types'
import { planPhases } from '../plan/types'
import { streamId } from '../random/stream'
import type { Executor } from './executor'

interface BoundStep {
  readonly kernel: Kernel
  readonly call: KernelCall
  /** Whether the step runs in every run, or only when something is measured. */
  readonly measures: 'nothing' | 'statistics' | 'histograms'
}

/**
 * The reference backend: float64, scalar, one kernel after the other. It is the specification of
 * what a plan means.
 *
 * @param kernels the kernel table; tests replace single kernels to prove that checks notice.
 * @throws Error for a plan that names a kernel the table does not have.
 */
export function createReferenceExecutor(
  program: Pick<Program, 'train' | 'evaluate' | 'arenaSize'>,
  kernels: Readonly<Record<string, Kernel>> = referenceKernels,
): Executor {
  const arena = new Float64Array(program.arenaSize)
  const bound = new Map<Plan, Record<PlanPhase, readonly BoundStep[]>>()
  for (const { plan } of [program.train, program.evaluate]) {
    const phases = planPhases.map(phase => [
      phase,
      plan[phase].map(step => bindStep(plan, step, arena, kernels)),
    ])
    bound.set(plan, Object.fromEntries(phases))
  }

  const run = (plan: Plan, phase: PlanPhase, context: RunContext, firstStep = 0): void => {
    const steps = bound.get(plan)?.[phase]
    if (!steps) throw new Error('the executor was not made for this plan')
    for (let i = firstStep; i < steps.length; i++) {
      const step = steps[i]!
      const { measures } = step
      const wanted =
        measures === 'nothing' ||
        (context.telemetry && (measures === 'statistics' || context.histograms === true))
      if (wanted) step.kernel(step.call, context)
    }
  }

  return {
    threads: 1,
    memoryBytes: arena.byteLength,
    run,
    step(plan: Plan, context: RunContext): void {
      for (const phase of planPhases) run(plan, phase, context)
    },
    tensor(plan: Plan, id: TensorId): Float64Array {
      const { offset, size } = plan.tensors[id]!
      return arena.subarray(offset, offset + size)
    },
    slice: (start, length) => arena.subarray(start, start + length),
  }
}

function bindStep(
  plan: Plan,
  step: Step,
  arena: Float64Array,
  kernels: Readonly<Record<string, Kernel>>,
): BoundStep {
  const kernel = kernels[step.kernel]
  if (!kernel) throw new Error(`the reference backend has no kernel "${step.kernel}"`)
  const operand = (id: TensorId | null, accumulate: boolean): Operand | null => {
    if (id === null) return null
    const { offset, size, batched } = plan.tensors[id]!
    return {
      data: arena.subarray(offset, offset + size),
      width: batched ? size / plan.batch : size,
      accumulate,
    }
  }
  return {
    kernel,
    measures:
      step.kernel === 'statistics.histogram'
        ? 'histograms'
        : step.kernel.startsWith('statistics.')
          ? 'statistics'
          : 'nothing',
    call: {
      inputs: step.inputs.map(id => operand(id, false)),
      outputs: step.outputs.map((id, i) => operand(id, step.accumulate[i] ?? false)),
      attrs: step.attrs,
      stream: streamId(step.nodeId),
    },
  }
}
