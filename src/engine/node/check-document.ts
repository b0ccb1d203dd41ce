import { createReferenceExecutor } from '../backends/reference'
import type { PreparedData } from '../data/dataset'
import { checkInPieces, type GradientCheck } from '../diagnosis/gradient-check'
import type { GraphDocument } from '../document/schema'
import { referenceKernels } from '../kernels/index'
import type { Kernel } from '../kernels/kernel'
import { compileProgram } from '../plan/program'
import { usesClassIndices } from '../plan/target'
import { createBatchLoader } from '../training/batch'
import { initializeState } from '../training/initialize'
import { type Backend, chooseBackend } from './backends'
import { checkMemory, type Failed, loadForTraining, type Opened, openSession } from './open-session'

export type GradientCheckResult =
  | {
      readonly ok: true
      /** At the initial weights. */
      readonly check: GradientCheck
      /** At the weights after some training, where asked for. */
      readonly trained: TrainedCheck | null
      readonly passed: boolean
    }
  | Failed

export interface TrainedCheck extends GradientCheck {
  readonly steps: number
}

/** Examples in the batch the check differentiates: few, since every entry costs several passes. */
const rows = 16

export interface CheckDocumentOptions {
  readonly datasetsDirectory: string
  /** Check again after so many training steps: mistakes may hide at initial weights. */
  readonly steps?: number
  /** What trains; the reference backend unless given. The check itself is always float64. */
  readonly backend?: Backend
  /** Replaces the reference kernels, to prove that a wrong one is found. */
  readonly kernels?: Readonly<Record<string, Kernel>>
  readonly onTensor?: (name: string, index: number, count: number) => void
  /** Awaited after every entry and every training step, so that other work can go on. */
  readonly pause?: () => Promise<void>
}

/**
 * Checks every gradient of a document at its initial weights, and after `steps` training steps where
 * asked, on the first training examples. The penalty is part of the objective; clipping is not.
 */
export async function checkDocument(
  document: GraphDocument,
  options: CheckDocumentOptions,
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
  const runCheck = async (): Promise<GradientCheck> => {
    const { onTensor } = options
    const { seed } = training
    const work = checkInPieces({
      program,
      executor,
      rows: count,
      seed,
      ...(onTensor && { onTensor }),
    })
    for (;;) {
      const piece = work.next()
      if (piece.done) return piece.value
      await options.pause?.()
    }
  }
  const check = await runCheck()
  const { steps } = options
  if (steps === undefined) return { ok: true, check, trained: null, passed: check.passed }

  const trained = await train(document, steps, options)
  if (!trained.ok) return trained
  for (const { name, tensor } of program.train.params) {
    executor.tensor(program.train.plan, tensor).set(trained.value.get(name)!)
  }
  const after = { steps, ...(await runCheck()) }
  return { ok: true, check, trained: after, passed: check.passed && after.passed }
}

/**
 * Trains as the document says. Only parameters come back, by name: the loss in training mode does not depend
 * on running means, and the check does not update.
 */
async function train(
  document: GraphDocument,
  steps: number,
  options: CheckDocumentOptions,
): Promise<Opened<ReadonlyMap<string, ArrayLike<number>>>> {
  const opened = await openSession(document, {
    datasetsDirectory: options.datasetsDirectory,
    backend: options.backend ?? chooseBackend(null, {}),
    maxSteps: steps,
  })
  if (!opened.ok) return opened
  const { session, program } = opened.value
  const frame = new Float64Array(program.telemetry.width)
  for (let step = 0; step < steps; step++) {
    session.step(frame)
    if (session.divergence) {
      return {
        ok: false,
        failure: {
          message: `Training diverged before the second check. ${session.divergence}`,
          remedy: 'Check after fewer steps, or lower the learning rate.',
          nodeId: null,
        },
      }
    }
    await options.pause?.()
  }
  return {
    ok: true,
    value: new Map(session.parameters().map(({ name, values }) => [name, values])),
  }
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
