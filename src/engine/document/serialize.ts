import type { AttrValues } from '../nodes/attrs'
import { nodeKinds } from '../nodes/index'
import type { Fragment } from './change'
import type { Frame } from './frame'
import type {
  Clipping,
  DocumentEdge,
  DocumentNode,
  EarlyStoppingConfig,
  GraphDocument,
  Optimizer,
  Schedule,
} from './schema'

/**
 * The text of a `.gradscope` file: UTF-8 JSON, two spaces, keys always in the same order and one
 * final newline, so that version control shows what changed and nothing else.
 */
export function serializeDocument(document: GraphDocument): string {
  const { format, version, name, nodes, edges, frames, training } = document
  const ordered = {
    format,
    version,
    name: name.normalize('NFC'),
    ...serializeRecords(nodes, edges),
    ...(frames && { frames: frames.map(orderFrame) }),
    training: {
      optimizer: orderOptimizer(training.optimizer),
      schedule: orderVariant(training.schedule),
      clipping: orderVariant(training.clipping),
      regularization: { l1: training.regularization.l1, l2: training.regularization.l2 },
      batchSize: training.batchSize,
      epochs: training.epochs,
      ...(training.earlyStopping.kind !== 'none' && {
        earlyStopping: orderVariant(training.earlyStopping),
      }),
      seed: training.seed,
    },
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}

/** The records of a fragment in the order and form in which a file has them. */
export function serializeFragment({ nodes, edges, frames }: Fragment) {
  return { ...serializeRecords(nodes, edges), frames: frames.map(orderFrame) }
}

function serializeRecords(nodes: readonly DocumentNode[], edges: readonly DocumentEdge[]) {
  return {
    nodes: nodes.map(({ id, kind, label, position, disabled, attrs }) => ({
      id,
      kind,
      ...(label !== undefined && { label: label.normalize('NFC') }),
      position: { x: position.x, y: position.y },
      ...(disabled && { disabled }),
      attrs: orderAttrs(kind, attrs),
    })),
    edges: edges.map(({ from, to }) => ({
      from: { node: from.node, port: from.port },
      to: { node: to.node, port: to.port },
    })),
  }
}

function orderFrame({ id, title, position, width, height, color, text }: Frame): Frame {
  return {
    id,
    title: title.normalize('NFC'),
    position: { x: position.x, y: position.y },
    width,
    height,
    ...(color !== undefined && { color }),
    ...(text !== undefined && { text: text.normalize('NFC') }),
  }
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
function orderVariant({
  kind,
  ...others
}: Schedule | Clipping | EarlyStoppingConfig): Record<string, unknown> {
  return { kind, ...byName(others) }
}

function byName(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
}
