import type { DatasetInfo } from '../data/catalog'
import type { GraphDocument } from '../document/schema'
import type { Graph } from '../graph/types'
import type { Xray } from '../protocol'
import { type FirstStepOptions, type Looked, openFirstStep } from './first-step'

/**
 * Looks at a network before it is trained: one forward and one backward pass over the first batch of
 * its first epoch, at the initial weights of its seed; see `openFirstStep`.
 */
export async function xrayDocument(
  document: GraphDocument,
  options: FirstStepOptions,
): Promise<Looked<Xray>> {
  const opened = await openFirstStep(document, options)
  if (!opened.ok) return opened
  const { session, graph, info } = opened.value
  const { program, executor, data } = session.options
  const frame = new Float64Array(program.telemetry.width)
  session.step(frame)

  const { plan, outputs } = program.train
  const zeroOutputs: Record<string, number> = {}
  for (const [id, { y }] of outputs) zeroOutputs[id] = zeroShare(executor.tensor(plan, y))
  return {
    ok: true,
    value: {
      layout: program.telemetry,
      frame,
      rows: data.train.count,
      zeroOutputs,
      expectedLoss: expectedLoss(graph, info),
    },
  }
}

function zeroShare(values: ArrayLike<number>): number {
  let zeros = 0
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros++
  return zeros / values.length
}

/** A network that knows nothing gives every class the same probability: the loss is then ln C. */
function expectedLoss({ loss }: Graph, { classes }: DatasetInfo): number | null {
  if (classes === null) return null
  if (loss.attrs.function === 'softmaxCrossEntropy') return Math.log(classes)
  return loss.attrs.function === 'binaryCrossEntropy' ? Math.log(2) : null
}
