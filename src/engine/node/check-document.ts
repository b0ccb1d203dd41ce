import { createReferenceExecutor } from '../backends/reference'
import type { PreparedData } from '../data/dataset'
import { checkGradients, type GradientCheck } from '../diagnosis/gradient-check'
import type { GraphDocument } from '../document/schema'
import { referenceKernels } from '../kernels/index'
import type { Kernel } from '../kernels/kernel'
import { usesClassIndices } from '../plan/compile'
import { compileProgram } from '../plan/program'
import { createBatchLoader } from '../training/batch'
import { initializeState } from '../training/initialize'
import { checkMemory, loadForTraining, type OpenFailure } from './open-session'

export type GradientCheckResult =
  | { readonly ok: true; readonly check: GradientCheck }
  | { readonly ok: false; readonly failure: OpenFailure }

/** Examples in the batch the check differentiates: few, since every entry costs several passes. */
const rows = 16

/**
 * Checks every gradient of a document at its initial weights, on the first training examples.
 *
 * @param kernels replaces the reference kernels, to prove that a wrong one is found.
 */
export async function checkDocument(
  document: GraphDocument,
  options: {
    readonly datasetsDirectory: string
    readonly kernels?: Readonly<Record<string, Kernel>>
    readonly onTensor?: (name: string, index: number, count: number) => void
  },
): Promise<GradientCheckResult> {
  const loaded = await loadForTraining(document, options.datasetsDirectory)
  if (!loaded.ok) return loaded
  const { graph, data } = loaded
  const { training } = document
  const count = Math.min(rows, data.train.count)
  // Differences of the loss know nothing of clipping, so the gradients stay as they are.
  const unclipped = { ...training, clipping: { kind: 'none' as const } }
  const program = compileProgram(graph, unclipped, {
    batch: count,
    retain: true,
    telemetry: false,
  })
  const tooLarge = checkMemory(program, program.arenaSize * Float64Array.BYTES_PER_ELEMENT)
  if (tooLarge) return { ok: false, failure: tooLarge }
  const executor = createReferenceExecutor(program, options.kernels ?? referenceKernels)
  initializeState(program.train, executor, training.seed)
  loadRows(data, count, executor, program)
  const check = checkGradients({
    program,
    executor,
    rows: count,
    seed: training.seed,
    ...(options.onTensor && { onTensor: options.onTensor }),
  })
  return { ok: true, check }
}

function loadRows(
  data: PreparedData,
  count: number,
  executor: ReturnType<typeof createReferenceExecutor>,
  program: ReturnType<typeof compileProgram>,
): void {
  const indices = Uint32Array.from({ length: count }, (_, i) => i)
  const loader = createBatchLoader(executor, data.info, usesClassIndices(program.graph))
  loader.load(program.train.plan, data.train, indices, 0, count)
}
