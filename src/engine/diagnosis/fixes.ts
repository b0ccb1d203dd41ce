import type { Change } from '../document/change'
import type { DocumentNode, GraphDocument, Optimizer, TrainingConfig } from '../document/schema'
import { analyze } from '../graph/analyze'
import type { Graph, GraphNode } from '../graph/types'
import type { AttrValues } from '../nodes/attrs'
import { rectifying, squashing } from './activation-functions'
import { addActivations } from './add-activations'
import { type Curable, curesOf, type FixId } from './cures'
import { type ChangesOf, insertAfter, skipConnections } from './insertions'
import { mainPath } from './main-path'
import { usualDropout, usualRates } from './usual-rates'

export { type FixId, fixIds } from './cures'

/** A cure as an edit: previewed, applied as one undo step, and the run repeated with the same seed. */
export interface Fix {
  readonly id: FixId
  readonly changes: readonly Change[]
}

/** The cures that would change this document, for one finding. Empty for a document that has errors. */
export function fixesOf(finding: Curable, document: GraphDocument): Fix[] {
  const { graph } = analyze(document)
  if (!graph) return []
  return inOrderFor(curesOf(finding), document)
    .map(id => ({ id, changes: changesOf[id](document, graph) }))
    .filter(({ changes }) => changes.length > 0)
}

/** Even where its slope is steepest a sigmoid passes a quarter on: four pass less than a hundredth. */
const manySigmoids = 4

/** Of many sigmoids one after another, no initialisation makes a network that learns. */
function inOrderFor(ids: readonly FixId[], document: GraphDocument): readonly FixId[] {
  const sigmoids = activations(document, name => name === 'sigmoid')
  const needsOther = sigmoids.length >= manySigmoids && ids.includes('reluHe') && ids[0] === 'init'
  return needsOther ? ['reluHe', ...ids.filter(id => id !== 'reluHe')] : ids
}

const changesOf: Readonly<Record<FixId, ChangesOf>> = {
  reluHe: document => {
    const replaced = activations(document, name => name !== 'relu' && squashing.has(name))
    if (replaced.length === 0) return []
    return [
      ...replaced.map(node => setAttrs(node, { function: 'relu' })),
      ...hiddenDense(document)
        .filter(({ attrs }) => attrs.init !== 'he')
        .map(node => setAttrs(node, { init: 'he' })),
      ...calmer(document.training),
    ]
  },
  init: (document, graph) =>
    hiddenDense(document).flatMap(node => {
      const init = initFor(graph, node.id)
      return node.attrs.init === init ? [] : [setAttrs(node, { init })]
    }),
  batchNorm: insertAfter(
    'batchNorm',
    (node, next) => node.kind === 'dense' && next.kind === 'activation',
  ),
  dropout: insertAfter(
    'dropout',
    (node, next) => node.kind === 'activation' && next.kind === 'dense',
    layers => ({ rate: usualDropout(layers) }),
  ),
  addActivations,
  skipConnections,
  lowerLearningRate: ({ training }) =>
    setLearningRate(
      training,
      Math.min(training.optimizer.learningRate / 10, usualRates[training.optimizer.kind]),
    ),
  raiseLearningRate: ({ training }) =>
    setLearningRate(
      training,
      Math.max(training.optimizer.learningRate * 10, usualRates[training.optimizer.kind]),
    ),
  clipNorm: ({ training }) =>
    training.clipping.kind === 'norm' && training.clipping.limit <= 1
      ? []
      : [setTraining({ ...training, clipping: { kind: 'norm', limit: 1 } })],
  leakyRelu: document =>
    activations(document, name => name === 'relu').map(node =>
      setAttrs(node, { function: 'leakyRelu', negativeSlope: 0.1 }),
    ),
  standardize: document =>
    document.nodes
      .filter(({ kind, attrs }) => kind === 'data' && attrs.normalization === 'none')
      .map(node => setAttrs(node, { normalization: 'standardize' })),
  weightDecay: ({ training }) => {
    const { l2 } = training.regularization
    const raised = l2 === 0 ? 1e-2 : l2 * 10
    return raised > 10
      ? []
      : [setTraining({ ...training, regularization: { ...training.regularization, l2: raised } })]
  },
  earlyStopping: ({ training }) =>
    training.earlyStopping.kind !== 'none'
      ? []
      : [
          setTraining({
            ...training,
            earlyStopping: {
              kind: 'validationLoss',
              patience: 3,
              minDelta: 0,
              restoreBest: true,
            },
          }),
        ],
  lowerMomentum: ({ training }) =>
    training.optimizer.kind === 'momentum' && training.optimizer.momentum > 0.9
      ? [setTraining({ ...training, optimizer: { ...training.optimizer, momentum: 0.9 } })]
      : [],
  loosenClipping: ({ training }) =>
    training.clipping.kind === 'none' ||
    (training.clipping.kind === 'norm' && training.clipping.limit >= 1)
      ? []
      : [setTraining({ ...training, clipping: { kind: 'norm', limit: 1 } })],
  weakerPenalty,
  lowerDropout: document => {
    const layers = document.nodes.filter(({ kind, disabled }) => kind === 'dropout' && !disabled)
    return layers
      .filter(({ attrs }) => Number(attrs.rate) > 0.5)
      .map(node => setAttrs(node, { rate: usualDropout(layers.length) }))
  },
  largerBatch: ({ training }) =>
    training.batchSize >= 32 ? [] : [setTraining({ ...training, batchSize: 32 })],
  addBias: document =>
    hiddenDense(document)
      .filter(({ attrs }) => attrs.bias === false)
      .map(node => setAttrs(node, { bias: true })),
  bypassOutputActivation: (_document, graph) => {
    const last = outputActivationOf(graph)
    return last ? [{ kind: 'setDisabled', ids: [last.id], disabled: true }] : []
  },
  crossEntropy: (document, graph) => {
    const last = outputActivationOf(graph)
    if (graph.dataShape.classes === null) return []
    return [
      ...(last ? [{ kind: 'setDisabled', ids: [last.id], disabled: true } as const] : []),
      ...document.nodes
        .filter(({ kind, attrs }) => kind === 'loss' && attrs.function === 'meanSquaredError')
        .map(node => setAttrs(node, { function: 'softmaxCrossEntropy' })),
    ]
  },
}

/** A hundredth of what there is, and no more than is usual. */
function weakerPenalty({ training }: GraphDocument): Change[] {
  const { regularization, optimizer } = training
  const l1 = Math.min(regularization.l1 / 100, 1e-5)
  const l2 = Math.min(regularization.l2 / 100, 1e-3)
  const decay = optimizer.kind === 'adamw' ? optimizer.weightDecay : 0
  if (regularization.l1 === 0 && regularization.l2 === 0 && decay === 0) return []
  return [
    setTraining({
      ...training,
      regularization: { l1, l2 },
      optimizer:
        optimizer.kind === 'adamw'
          ? { ...optimizer, weightDecay: Math.min(decay / 100, 0.01) }
          : optimizer,
    }),
  ]
}

/** The activation right before the loss. */
function outputActivationOf(graph: Graph): GraphNode | null {
  const last = mainPath(graph).at(-1)
  return last?.kind === 'activation' ? last : null
}

function setAttrs({ id }: DocumentNode, attrs: AttrValues): Change {
  return { kind: 'setAttrs', id, attrs }
}

function setTraining(training: TrainingConfig): Change {
  return { kind: 'setTraining', training }
}

function calmer(training: TrainingConfig): Change[] {
  const { optimizer } = training
  const learningRate = usualRates[optimizer.kind]
  if (optimizer.learningRate <= learningRate) return []
  return [setTraining({ ...training, optimizer: { ...optimizer, learningRate } })]
}

function setLearningRate(training: TrainingConfig, rate: number): Change[] {
  const learningRate = Number(rate.toPrecision(12))
  const optimizer: Optimizer = { ...training.optimizer, learningRate }
  return learningRate > 0 && learningRate <= 1e3 ? [setTraining({ ...training, optimizer })] : []
}

function activations({ nodes }: GraphDocument, wanted: (name: unknown) => boolean) {
  return nodes.filter(({ kind, attrs }) => kind === 'activation' && wanted(attrs.function))
}

function hiddenDense(document: GraphDocument): DocumentNode[] {
  return document.nodes.filter(({ kind }) => kind === 'dense')
}

/** He before functions that cut off one side, Xavier before the others and before the loss. */
function initFor(graph: Graph, id: string): 'he' | 'xavier' {
  let node = nextOf(graph, id)
  while (
    node &&
    (node.kind === 'batchNorm' || node.kind === 'layerNorm' || node.kind === 'dropout')
  ) {
    node = nextOf(graph, node.id)
  }
  return node?.kind === 'activation' && rectifying.has(node.attrs.function) ? 'he' : 'xavier'
}

function nextOf(graph: Graph, id: string): GraphNode | undefined {
  return graph.nodes.find(({ inputs }) => inputs.includes(id))
}
