import type { GraphDocument } from './schema'

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
      attrs,
    })),
    edges: edges.map(({ from, to }) => ({
      from: { node: from.node, port: from.port },
      to: { node: to.node, port: to.port },
    })),
    training: {
      optimizer: training.optimizer,
      regularization: training.regularization,
      batchSize: training.batchSize,
      epochs: training.epochs,
      seed: training.seed,
    },
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}
