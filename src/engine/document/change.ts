import type { AttrValue, AttrValues } from '../nodes/attrs'
import { defaultAttrs } from '../nodes/attrs'
import { findNodeKind, type NodeKind, nodeKinds } from '../nodes/index'
import { edgeKey } from './parse'
import type { DocumentEdge, DocumentNode, GraphDocument, Position, TrainingConfig } from './schema'

/** An edit as data. The editor, `--set` and the fixes of a diagnosis all speak it. */
export type Change =
  | { readonly kind: 'addNode'; readonly node: DocumentNode }
  | { readonly kind: 'removeNodes'; readonly ids: readonly string[] }
  | { readonly kind: 'moveNodes'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly kind: 'setAttrs'; readonly id: string; readonly attrs: AttrValues }
  | { readonly kind: 'setLabel'; readonly id: string; readonly label: string }
  | { readonly kind: 'connect'; readonly edge: DocumentEdge }
  | { readonly kind: 'disconnect'; readonly edges: readonly DocumentEdge[] }
  | { readonly kind: 'setTraining'; readonly training: TrainingConfig }
  | { readonly kind: 'setName'; readonly name: string }

/**
 * The document after an edit; the given one stays as it is, and what did not change is shared.
 * Edits of nodes that are gone do nothing. Connecting to a taken single port replaces its edge.
 */
export function applyChange(document: GraphDocument, change: Change): GraphDocument {
  switch (change.kind) {
    case 'addNode':
      return document.nodes.some(node => node.id === change.node.id)
        ? document
        : { ...document, nodes: [...document.nodes, change.node] }
    case 'removeNodes': {
      const gone = new Set(change.ids)
      return {
        ...document,
        nodes: document.nodes.filter(node => !gone.has(node.id)),
        edges: document.edges.filter(edge => !gone.has(edge.from.node) && !gone.has(edge.to.node)),
      }
    }
    case 'moveNodes':
      return mapNodes(document, node => {
        const position = Object.hasOwn(change.positions, node.id)
          ? change.positions[node.id]
          : undefined
        return position ? { ...node, position } : node
      })
    case 'setAttrs':
      return mapNodes(document, node =>
        node.id === change.id ? { ...node, attrs: { ...node.attrs, ...change.attrs } } : node,
      )
    case 'setLabel':
      return mapNodes(document, node => {
        if (node.id !== change.id) return node
        const { label: _, ...rest } = node
        const label = change.label.trim()
        return label === '' ? rest : { ...rest, label }
      })
    case 'connect': {
      const { edge } = change
      const ids = new Set(document.nodes.map(node => node.id))
      if (!ids.has(edge.from.node) || !ids.has(edge.to.node)) return document
      const key = edgeKey(edge)
      const port = inputPort(document, edge)
      const kept = document.edges.filter(
        other =>
          edgeKey(other) !== key &&
          (port?.many || other.to.node !== edge.to.node || other.to.port !== edge.to.port),
      )
      return { ...document, edges: [...kept, edge] }
    }
    case 'disconnect': {
      const gone = new Set(change.edges.map(edgeKey))
      return { ...document, edges: document.edges.filter(edge => !gone.has(edgeKey(edge))) }
    }
    case 'setTraining':
      return { ...document, training: change.training }
    case 'setName':
      return { ...document, name: change.name }
  }
}

function mapNodes(
  document: GraphDocument,
  map: (node: DocumentNode) => DocumentNode,
): GraphDocument {
  return { ...document, nodes: document.nodes.map(map) }
}

function inputPort(document: GraphDocument, edge: DocumentEdge) {
  const target = document.nodes.find(node => node.id === edge.to.node)
  return target && nodeKinds[target.kind].inputs.find(port => port.name === edge.to.port)
}

/** The first free id of a stem: `dense1`, `dense2`, … */
export function freeNodeId(document: GraphDocument, stem: string): string {
  const taken = new Set(document.nodes.map(node => node.id))
  let number = 1
  while (taken.has(`${stem}${number}`)) number++
  return `${stem}${number}`
}

/** A new node of a kind with default attrs, named by the first free id. */
export function createNode(
  document: GraphDocument,
  kind: NodeKind,
  position: Position,
  attrs: Readonly<Record<string, AttrValue>> = {},
): DocumentNode {
  const definition = findNodeKind(kind)
  if (!definition) throw new Error(`unknown node kind ${kind}`)
  const all = { ...defaultAttrs(definition.attrs), ...attrs }
  return {
    id: freeNodeId(document, definition.idStem(all as never)),
    kind,
    position,
    attrs: all,
  }
}
