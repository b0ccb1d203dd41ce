import type { TrainingConfig } from '../../document/schema'
import type { Graph, GraphNode } from '../../graph/types'
import type { CauseId, RuleId, Sighting } from '../finding'
import { mainPath } from '../main-path'

/** What the graph and its training alone tell. */
export function designFlaws(
  graph: Graph,
  training: TrainingConfig,
): readonly (readonly [RuleId, Sighting])[] {
  const flaws: [RuleId, Sighting | null][] = [
    ['outputActivation', outputActivation(graph)],
    ['smallBatch', smallBatch(graph, training)],
    ['heavyDropout', heavyDropout(graph)],
    ['noBias', noBias(graph)],
  ]
  return flaws.flatMap(([rule, sighting]) => (sighting ? [[rule, sighting] as const] : []))
}

/** Functions whose outputs lie between bounds. */
const bounded: ReadonlySet<unknown> = new Set(['softmax', 'sigmoid', 'tanh'])
/** Functions that never, or hardly, go below 0. */
const cut: ReadonlySet<unknown> = new Set(['relu', 'softplus', 'gelu', 'silu', 'elu', 'leakyRelu'])

/** An activation between the last layer and a loss that wants the layer's output as it is. */
function outputActivation(graph: Graph): Sighting | null {
  const node = mainPath(graph).at(-1)
  const cause = node?.kind === 'activation' ? outputFlaw(node, graph) : null
  if (!node || !cause) return null
  // Leaky ReLU and the like leave half of what is below 0, or less: bad, but no wall.
  const isWall = cause !== 'cutOutput' || node.attrs.function === 'relu'
  return {
    severity: isWall ? 'warning' : 'info',
    cause,
    nodeIds: [node.id],
    evidence: {},
  }
}

function outputFlaw(node: GraphNode, { loss, data, dataShape }: Graph): CauseId | null {
  const { function: name } = node.attrs
  const { function: measure } = loss.attrs
  if (measure === 'softmaxCrossEntropy') {
    if (name === 'softmax') return 'doubleActivation'
    return bounded.has(name) ? 'boundedOutput' : cut.has(name) ? 'cutOutput' : null
  }
  if (measure === 'binaryCrossEntropy') {
    if (name === 'sigmoid') return 'doubleActivation'
    return bounded.has(name) ? 'boundedOutput' : cut.has(name) ? 'cutOutput' : null
  }
  if (dataShape.classes !== null) {
    return name === 'sigmoid' || name === 'softmax' ? 'slowLoss' : null
  }
  // Numbers that were standardised are as often below 0 as above, and some beyond ±1.
  if (data.attrs.normalization === 'none') return null
  return bounded.has(name) ? 'boundedOutput' : name === 'relu' ? 'cutOutput' : null
}

/**
 * The variance of m examples is known to √(2/(m − 1)) of itself: to half of it with 8, and with 2
 * nothing but signs is left of a feature.
 */
export const fewForStatistics = 8

function smallBatch({ nodes }: Graph, { batchSize }: TrainingConfig): Sighting | null {
  const norms = nodes.filter(({ kind }) => kind === 'batchNorm')
  if (norms.length === 0 || batchSize >= fewForStatistics) return null
  return {
    severity: 'warning',
    cause: 'batchSize',
    nodeIds: norms.map(({ id }) => id),
    evidence: { batchSize, limit: fewForStatistics },
  }
}

/** Dropout adds noise of √(rate/(1 − rate)) times the signal: twice as much as there is at 0.8. */
const heavyRate = 0.8

function heavyDropout({ nodes }: Graph): Sighting | null {
  const heavy = nodes.filter(
    ({ kind, attrs }) => kind === 'dropout' && Number(attrs.rate) > heavyRate,
  )
  if (heavy.length === 0) return null
  const rate = Math.max(...heavy.map(({ attrs }) => Number(attrs.rate)))
  return {
    severity: 'warning',
    cause: 'dropout',
    nodeIds: heavy.map(({ id }) => id),
    evidence: { rate, noise: Math.sqrt(rate / (1 - rate)) },
  }
}

/** Nothing in the network can move a boundary away from the origin. */
function noBias({ nodes }: Graph): Sighting | null {
  const layers = nodes.filter(({ kind }) => kind === 'dense')
  const shifts = nodes.some(({ kind }) => kind === 'batchNorm' || kind === 'layerNorm')
  if (layers.length === 0 || shifts || layers.some(({ attrs }) => attrs.bias !== false)) return null
  return {
    severity: 'info',
    cause: 'missingBias',
    nodeIds: layers.map(({ id }) => id),
    evidence: { layers: layers.length },
  }
}
