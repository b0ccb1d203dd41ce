import type { AttrValues } from '../nodes/attrs'
import { nodeKinds } from '../nodes/index'
import { type DocumentNode, type GraphDocument, nodeName } from './schema'

type Nodes = Pick<GraphDocument, 'nodes'>

/** Everything that a new name must differ from: ids, and the labels that stand in their place. */
export function takenNames({ nodes }: Nodes): Set<string> {
  return new Set(nodes.flatMap(({ id, label }) => (label === undefined ? [id] : [id, label])))
}

/** Whether a node goes by a name that its kind and function gave it, such as `relu1`. */
export function hasGeneratedName(node: DocumentNode): boolean {
  const name = nodeName(node)
  const stem = stemOf(node)
  return name.startsWith(stem) && /^\d{1,9}$/.test(name.slice(stem.length))
}

/**
 * A node with other attrs. Where its name came from its function, the name follows the function: a
 * `sigmoid1` that becomes ReLU is shown as `relu1`. Its id stays, and with it paths such as
 * `nodes.sigmoid1.function` and whatever was measured under it.
 */
export function withAttrs(document: Nodes, node: DocumentNode, attrs: AttrValues): DocumentNode {
  const changed = { ...node, attrs: { ...node.attrs, ...attrs } }
  const before = stemOf(node)
  const stem = stemOf(changed)
  if (stem === before || !hasGeneratedName(node)) return changed
  const taken = takenNames({ nodes: document.nodes.filter(({ id }) => id !== node.id) })
  let number = Number(nodeName(node).slice(before.length))
  if (taken.has(`${stem}${number}`)) number = 1
  while (taken.has(`${stem}${number}`)) number++
  const name = `${stem}${number}`
  const { label: _, ...unlabelled } = changed
  return name === node.id ? unlabelled : { ...unlabelled, label: name }
}

function stemOf({ kind, attrs }: Pick<DocumentNode, 'kind' | 'attrs'>): string {
  return nodeKinds[kind].idStem(attrs as never)
}
