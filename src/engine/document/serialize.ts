import type { AttrValues } from '../nodes/attrs'
import { nodeKinds } from '../nodes/index'
import type { Clipping, DocumentNode, GraphDocument, Optimizer, Schedule } from './schema'

/**
 * The text of a `.gradscope` file: UTF-8 JSON, two spaces, keys always in the same order and one
 * final newline, so that version control shows what changed and nothing else.
 */
export function serializeDocument(document: GraphDocument): string {
  const { format, version, name, nodes, edges, training } = document
  const ordered = {
    format,
    version,
    name: name.normalize('NFC'),
    nodes: nodes.map(({ id, kind, label, position, attrs }) => ({
      id,
      kind,
      ...(label !== undefined && { label: label.normalize('NFC') }),
      position: { x: position.x, y: position.y },
      attrs: orderAttrs(kind, attrs),
    })),
    edges: edges.map(({ from, to }) => ({
      from: { node: from.node, port: from.port },
      to: { node: to.node, port: to.port },
    })),
    training: {
      optimizer: orderOptimizer(training.optimizer),
      schedule: orderVariant(training.schedule),
      clipping: orderVariant(training.clipping),
      regularization: { l1: training.regularization.l1, l2: training.regularization.l2 },
      batchSize: training.batchSize,
      epochs: training.epochs,
      seed: training.seed,
    },
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}

/** In the order of the node kind's definition. */
function orderAttrs(kind: DocumentNode['kind'], attrs: AttrValues): AttrValues {
  const known = Object.keys(nodeKinds[kind].attrs).filter(name => Object.hasOwn(attrs, name))
  return Object.fromEntries(known.map(name => [name, attrs[name]!]))
}

/** Kind and learning rate first, then the others by name. */
function orderOptimizer({ kind, learningRate, ...others }: Optimizer): Record<string, unknown> {
  return { kind, learningRate, ...byName(others) }
}

/** Kind first, then the others by name. */
function orderVariant({ kind, ...others }: Schedule | Clipping): Record<string, unknown> {
  return { kind, ...byName(others) }
}

function byName(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
}
