import type { GraphDocument } from '../../engine/document/schema'
import type { RunSummary } from '../../shared/runs/record'

/** What keeps two runs from being compared pair by pair. */
export const obstacles = ['seed', 'data', 'batchSize', 'start', 'steps', 'backend'] as const
export type Obstacle = (typeof obstacles)[number]

interface Compared {
  readonly summary: Pick<RunSummary, 'seed' | 'firstStep' | 'step' | 'backend'>
  readonly document: GraphDocument
}

/**
 * What of the chance that two runs depend on is not the same: with the same seed, data and batches
 * both saw the same examples in the same order, so that what differs is due to what was changed.
 */
export function unpaired(a: Compared, b: Compared): Obstacle[] {
  const differs: Readonly<Record<Obstacle, boolean>> = {
    seed: a.summary.seed !== b.summary.seed,
    data: dataOf(a.document) !== dataOf(b.document),
    batchSize: a.document.training.batchSize !== b.document.training.batchSize,
    start: a.summary.firstStep !== b.summary.firstStep,
    steps: a.summary.step !== b.summary.step,
    backend: a.summary.backend !== b.summary.backend,
  }
  return obstacles.filter(each => differs[each])
}

/** Settings of the data nodes, whatever they are called. */
function dataOf({ nodes }: GraphDocument): string {
  const attrs = nodes.filter(({ kind }) => kind === 'data').map(node => sorted(node.attrs))
  return JSON.stringify(attrs)
}

function sorted(attrs: object): unknown {
  return Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1))
}
