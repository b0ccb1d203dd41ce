import { applyChange, type Change, createNode } from '../document/change'
import type { DocumentNode, GraphDocument, Optimizer, TrainingConfig } from '../document/schema'
import { analyze } from '../graph/analyze'
import type { Graph, GraphNode } from '../graph/types'
import type { AttrValues } from '../nodes/attrs'
import type { Finding, RuleId } from './finding'
import { mainPath } from './main-path'

export const fixIds = [
  'reluHe',
  'init',
  'batchNorm',
  'skipConnections',
  'lowerLearningRate',
  'raiseLearningRate',
  'clipNorm',
  'leakyRelu',
  'standardize',
  'weightDecay',
  'dropout',
  'earlyStopping',
] as const
export type FixId = (typeof fixIds)[number]

/** A cure as an edit: previewed, applied as one undo step, and the run repeated with the same seed. */
export interface Fix {
  readonly id: FixId
  readonly changes: readonly Change[]
}

/** Cures of each rule, the likeliest first. */
const cures: Readonly<Record<RuleId, readonly FixId[]>> = {
  diverged: ['lowerLearningRate', 'clipNorm', 'init', 'standardize'],
  vanishing: ['reluHe', 'init', 'batchNorm', 'skipConnections'],
  exploding: ['init', 'clipNorm', 'lowerLearningRate', 'batchNorm'],
  identicalUnits: ['init'],
  poorInit: ['init', 'batchNorm'],
  inputScale: ['standardize'],
  deadUnits: ['lowerLearningRate', 'leakyRelu', 'init', 'batchNorm'],
  saturation: ['init', 'reluHe', 'batchNorm'],
  updateTooLarge: ['lowerLearningRate'],
  updateTooSmall: ['raiseLearningRate'],
  notLearning: ['reluHe', 'init', 'raiseLearningRate', 'batchNorm'],
  oscillating: ['lowerLearningRate', 'clipNorm'],
  overfitting: ['dropout', 'earlyStopping', 'weightDecay'],
}

/** The cures that would change this document, for one finding. Empty for a document that has errors. */
export function fixesOf(finding: Pick<Finding, 'rule' | 'cause'>, document: GraphDocument): Fix[] {
  const { graph } = analyze(document)
  if (!graph) return []
  return curesOf(finding)
    .map(id => ({ id, changes: changesOf[id](document, graph) }))
    .filter(({ changes }) => changes.length > 0)
}

function curesOf({ rule, cause }: Pick<Finding, 'rule' | 'cause'>): readonly FixId[] {
  if (rule === 'vanishing' && cause === 'weights') {
    return ['init', ...cures.vanishing.filter(id => id !== 'init')]
  }
  if (rule === 'exploding' && cause === 'learningRate') {
    return ['lowerLearningRate', ...cures.exploding.filter(id => id !== 'lowerLearningRate')]
  }
  if (rule === 'notLearning' && cause === 'learningRate') return ['lowerLearningRate', 'clipNorm']
  return cures[rule]
}

type ChangesOf = (document: GraphDocument, graph: Graph) => Change[]

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
    { rate: 0.5 },
  ),
  skipConnections,
  lowerLearningRate: ({ training }) =>
    setLearningRate(
      training,
      Math.min(training.optimizer.learningRate / 10, calmRates[training.optimizer.kind]),
    ),
  raiseLearningRate: ({ training }) =>
    setLearningRate(training, training.optimizer.learningRate * 10),
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
}

/** Functions with flat ends. */
const squashing: ReadonlySet<unknown> = new Set(['sigmoid', 'tanh', 'softplus', 'identity'])
const rectifying: ReadonlySet<unknown> = new Set(['relu', 'leakyRelu', 'elu', 'gelu', 'silu'])

function setAttrs({ id }: DocumentNode, attrs: AttrValues): Change {
  return { kind: 'setAttrs', id, attrs }
}

function setTraining(training: TrainingConfig): Change {
  return { kind: 'setTraining', training }
}

/** Rates at which gradients that no longer fade can be followed; sigmoids need and bear higher ones. */
const calmRates: Readonly<Record<Optimizer['kind'], number>> = {
  sgd: 0.1,
  momentum: 0.01,
  adagrad: 0.1,
  rmsprop: 1e-3,
  adam: 1e-3,
  adamw: 1e-3,
}

function calmer(training: TrainingConfig): Change[] {
  const { optimizer } = training
  const learningRate = calmRates[optimizer.kind]
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

/** Inserts a node on every edge of the main path between such neighbours. */
function insertAfter(
  kind: 'batchNorm' | 'dropout',
  fits: (node: GraphNode, next: GraphNode) => boolean,
  attrs: AttrValues = {},
): ChangesOf {
  return (document, graph) => {
    const path = mainPath(graph)
    let grown = document
    const changes: Change[] = []
    path.forEach((node, i) => {
      const next = path[i + 1]
      if (!next || !fits(node, next)) return
      const edge = document.edges.find(
        ({ from, to }) => from.node === node.id && to.node === next.id,
      )
      const source = document.nodes.find(({ id }) => id === node.id)
      if (!edge || !source) return
      const position = { x: source.position.x, y: source.position.y + 120 }
      const inserted = createNode(grown, kind, position, attrs)
      const made: Change[] = [
        { kind: 'addNode', node: inserted },
        {
          kind: 'replaceEdge',
          edge,
          by: [
            { from: edge.from, to: { node: inserted.id, port: 'x' } },
            { from: { node: inserted.id, port: 'y' }, to: edge.to },
          ],
        },
      ]
      changes.push(...made)
      grown = made.reduce(applyChange, grown)
    })
    return changes
  }
}

/** Adds every second hidden activation to the one two layers before, where their shapes agree. */
function skipConnections(document: GraphDocument, graph: Graph): Change[] {
  const path = mainPath(graph)
  const ends = path.filter(({ kind }, i) => kind === 'activation' && path[i + 1]?.kind === 'dense')
  let grown = document
  const changes: Change[] = []
  for (let i = 0; i + 2 < ends.length; i += 2) {
    const from = ends[i]!
    const to = ends[i + 2]!
    const next = path[path.indexOf(to) + 1]!
    const edge = document.edges.find(each => each.from.node === to.id && each.to.node === next.id)
    const source = document.nodes.find(({ id }) => id === to.id)
    if (!edge || !source || from.shape.join() !== to.shape.join()) continue
    const position = { x: source.position.x, y: source.position.y + 120 }
    const add = createNode(grown, 'add', position)
    const start = changes.length === 0 ? from.id : lastAdd(changes)
    const made: Change[] = [
      { kind: 'addNode', node: add },
      {
        kind: 'replaceEdge',
        edge,
        by: [
          { from: edge.from, to: { node: add.id, port: 'x' } },
          { from: { node: start, port: 'y' }, to: { node: add.id, port: 'x' } },
          { from: { node: add.id, port: 'y' }, to: edge.to },
        ],
      },
    ]
    changes.push(...made)
    grown = made.reduce(applyChange, grown)
  }
  return changes
}

function lastAdd(changes: readonly Change[]): string {
  const last = changes.findLast(change => change.kind === 'addNode')
  return last?.kind === 'addNode' ? last.node.id : ''
}
