import { basename } from 'node:path'
import type { GradientCheck, TensorCheck } from '../../engine/diagnosis/gradient-check'
import { type Backend, chooseBackend } from '../../engine/node/backends'
import { checkDocument } from '../../engine/node/check-document'
import { runtimesBeside } from '../../engine/node/wasm-runtime'
import type { BackendName } from '../../engine/protocol'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCount, formatCounted, formatNumber, formatTable } from '../format'
import { createProgress } from '../progress'
import { type DocumentOptions, readDocument } from '../read-document'

export interface CheckOptions extends DocumentOptions {
  readonly json?: boolean
  /** Check again after so many training steps. */
  readonly steps?: number
  /** What trains before the second check. */
  readonly backend?: BackendName
}

/**
 * Compares every gradient of a graph file with central differences, in float64.
 * Returns the exit status: 1 when a tensor fails, at the initial weights or after training.
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
    ...(options.steps !== undefined && {
      steps: options.steps,
      backend: trainingBackend(options, context),
    }),
    onTensor: (name, index, count) => {
      if (context.isTerminal) context.error(`\r\u001b[Kchecking ${name} (${index + 1} of ${count})`)
    },
  })
  if (context.isTerminal) context.error('\r\u001b[K')
  progress.clear()
  if (!result.ok) {
    throw new CliFailure(`${basename(file)}: ${result.failure.message}`, result.failure.remedy)
  }
  const { check: report, trained, passed } = result
  if (options.json) {
    const { seed } = document.training
    context.out(`${JSON.stringify({ seed, ...report, ...(trained && { trained }), passed })}\n`)
  } else if (trained) {
    context.out(`at the initial weights\n${formatCheck(report)}\n`)
    context.out(`after ${formatCounted(trained.steps, 'training step')}\n${formatCheck(trained)}`)
  } else {
    context.out(formatCheck(report))
  }
  for (const tensor of [...report.tensors, ...(trained?.tensors ?? [])]) {
    if (!tensor.passed) context.error(describeFailure(tensor))
  }
  return passed ? 0 : 1
}

/** One thread is enough for a few steps, and gives the same weights as several. */
function trainingBackend({ backend }: CheckOptions, { workerPath }: CliContext): Backend {
  if (backend === 'reference') return chooseBackend(null, {})
  try {
    return chooseBackend(runtimesBeside(workerPath), { threads: 1 })
  } catch (error) {
    throw new CliFailure(
      `The compiled kernels cannot be loaded: ${(error as Error).message}`,
      'Build the project, or train with --backend reference.',
    )
  }
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
  return `${table}\n\nfloat64, ${formatCounted(report.rows, 'example')}, loss ${formatNumber(report.loss)}, dropout masks frozen\n${verdictOf(report)}\n`
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
