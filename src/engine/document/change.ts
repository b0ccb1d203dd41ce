import type { AttrValue, AttrValues } from '../nodes/attrs'
import { defaultAttrs } from '../nodes/attrs'
import { findNodeKind, type NodeKind, nodeKinds } from '../nodes/index'
import { type EdgeReplacement, replaceEdges } from './edge-replacements'
import { type Frame, type FrameFields, framesOf, updateFrame } from './frame'
import { takenNames, withAttrs } from './node-name'
import { edgeKey } from './parse'
import {
  type DocumentEdge,
  type DocumentNode,
  type GraphDocument,
  limits,
  type Position,
  type TrainingConfig,
} from './schema'

/** Nodes with edges among them, and frames: what is copied, pasted or inserted at once. */
export interface Fragment {
  readonly nodes: readonly DocumentNode[]
  readonly edges: readonly DocumentEdge[]
  readonly frames: readonly Frame[]
}

/** An edit as data. The editor, `--set` and the fixes of a diagnosis all speak it. */
export type Change =
  | { readonly kind: 'addNode'; readonly node: DocumentNode }
  | { readonly kind: 'addFragment'; readonly fragment: Fragment }
  | { readonly kind: 'removeNodes'; readonly ids: readonly string[] }
  | { readonly kind: 'replaceNode'; readonly id: string; readonly node: DocumentNode }
  | { readonly kind: 'moveNodes'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly kind: 'setAttrs'; readonly id: string; readonly attrs: AttrValues }
  | { readonly kind: 'setLabel'; readonly id: string; readonly label: string }
  | { readonly kind: 'setDisabled'; readonly ids: readonly string[]; readonly disabled: boolean }
  | { readonly kind: 'connect'; readonly edge: DocumentEdge }
  | { readonly kind: 'disconnect'; readonly edges: readonly DocumentEdge[] }
  | {
      readonly kind: 'replaceEdge'
      readonly edge: DocumentEdge
      readonly by: readonly DocumentEdge[]
    }
  | { readonly kind: 'addFrame'; readonly frame: Frame }
  | { readonly kind: 'removeFrames'; readonly ids: readonly string[] }
  | { readonly kind: 'setFrame'; readonly id: string; readonly fields: FrameFields }
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
    case 'addFragment':
      return addFragment(document, change.fragment)
    case 'replaceNode':
      return replaceNode(document, change.id, change.node)
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
        node.id === change.id ? withAttrs(document, node, change.attrs) : node,
      )
    case 'setLabel':
      return mapNodes(document, node => {
        if (node.id !== change.id) return node
        const { label: _, ...rest } = node
        const label = change.label.trim()
        return label === '' ? rest : { ...rest, label }
      })
    case 'setDisabled': {
      const chosen = new Set(change.ids)
      return mapNodes(document, node => {
        if (!chosen.has(node.id) || (node.disabled ?? false) === change.disabled) return node
        const { disabled: _, ...rest } = node
        return change.disabled ? { ...rest, disabled: true } : rest
      })
    }
    case 'connect':
      return connect(document, change.edge, document.edges.length)
    case 'replaceEdge':
      return withEdges(document, replaceEdges(document, [change]))
    case 'disconnect': {
      const gone = new Set(change.edges.map(edgeKey))
      return { ...document, edges: document.edges.filter(edge => !gone.has(edgeKey(edge))) }
    }
    case 'addFrame':
      return framesOf(document).some(({ id }) => id === change.frame.id)
        ? document
        : withFrames(document, [...framesOf(document), change.frame])
    case 'removeFrames': {
      const gone = new Set(change.ids)
      return withFrames(
        document,
        framesOf(document).filter(({ id }) => !gone.has(id)),
      )
    }
    case 'setFrame':
      return withFrames(
        document,
        framesOf(document).map(frame =>
          frame.id === change.id ? updateFrame(frame, change.fields) : frame,
        ),
      )
    case 'setTraining':
      return { ...document, training: change.training }
    case 'setName':
      return { ...document, name: change.name }
  }
}

/** The document after edits, one after another. Thousands of edges are replaced at once. */
export function applyChanges(document: GraphDocument, changes: readonly Change[]): GraphDocument {
  let result = document
  let replacements: EdgeReplacement[] = []
  const flush = () => {
    if (replacements.length > 0) result = withEdges(result, replaceEdges(result, replacements))
    replacements = []
  }
  for (const change of changes) {
    if (change.kind === 'replaceEdge') replacements.push(change)
    else {
      flush()
      result = applyChange(result, change)
    }
  }
  flush()
  return result
}

function mapNodes(
  document: GraphDocument,
  map: (node: DocumentNode) => DocumentNode,
): GraphDocument {
  return { ...document, nodes: document.nodes.map(map) }
}

function inputPort(document: GraphDocument, edge: DocumentEdge) {
  const target = document.nodes.find(node => node.id === edge.to.node)
  return target && inputOf(target, edge.to.port)
}

function inputOf(node: DocumentNode, port: string) {
  return nodeKinds[node.kind].inputs.find(({ name }) => name === port)
}

/** A document without frames has no such field, so that its file stays as it was. */
function withFrames(document: GraphDocument, frames: readonly Frame[]): GraphDocument {
  const { frames: _, ...rest } = document
  return frames.length === 0 ? rest : { ...rest, frames: [...frames] }
}

/** Puts an edge at a place among the others: their order is the order of a join's inputs. */
function connect(document: GraphDocument, edge: DocumentEdge, at: number): GraphDocument {
  const ids = new Set(document.nodes.map(node => node.id))
  if (!ids.has(edge.from.node) || !ids.has(edge.to.node)) return document
  const key = edgeKey(edge)
  const port = inputPort(document, edge)
  const isKept = (other: DocumentEdge) =>
    edgeKey(other) !== key &&
    (port?.many || other.to.node !== edge.to.node || other.to.port !== edge.to.port)
  const before = document.edges.slice(0, at).filter(isKept)
  const after = document.edges.slice(at).filter(isKept)
  return { ...document, edges: [...before, edge, ...after] }
}

function withEdges(document: GraphDocument, edges: readonly DocumentEdge[]): GraphDocument {
  return edges === document.edges ? document : { ...document, edges: [...edges] }
}

/** Another node in a node's place: edges go to the ports of the same name or the first, and fall
 * away where there is none or where one port would have two. */
function replaceNode(document: GraphDocument, id: string, node: DocumentNode): GraphDocument {
  const index = document.nodes.findIndex(other => other.id === id)
  const taken = node.id !== id && document.nodes.some(other => other.id === node.id)
  if (index < 0 || taken) return document
  const { inputs, hasOutput } = nodeKinds[node.kind]
  const seen = new Set<string>()
  const edges = document.edges.flatMap(edge => {
    const incoming = edge.to.node === id
    const outgoing = edge.from.node === id
    if (!incoming && !outgoing) return [edge]
    const port = inputs.find(({ name }) => name === edge.to.port) ?? inputs[0]
    if ((incoming && !port) || (outgoing && !hasOutput)) return []
    const to = incoming ? { node: node.id, port: port!.name } : edge.to
    const from = outgoing ? { node: node.id, port: 'y' } : edge.from
    const key = incoming && !port!.many ? to.port : edgeKey({ from, to })
    if (seen.has(key)) return []
    seen.add(key)
    return [{ from, to }]
  })
  return { ...document, nodes: document.nodes.with(index, node), edges }
}

/** Adds what is new by its id, and the edges that have both ends and a port that is free. */
function addFragment(document: GraphDocument, fragment: Fragment): GraphDocument {
  const nodes = new Map(document.nodes.map(node => [node.id, node]))
  for (const node of fragment.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node)
  const frames = new Map(framesOf(document).map(frame => [frame.id, frame]))
  for (const frame of fragment.frames) if (!frames.has(frame.id)) frames.set(frame.id, frame)
  const keys = new Set(document.edges.map(edgeKey))
  const ports = new Set(document.edges.map(({ to }) => `${to.node}.${to.port}`))
  const added = fragment.edges.filter(edge => {
    const target = nodes.get(edge.to.node)
    if (!target || !nodes.has(edge.from.node) || keys.has(edgeKey(edge))) return false
    const port = `${edge.to.node}.${edge.to.port}`
    if (ports.has(port) && !inputOf(target, edge.to.port)?.many) return false
    keys.add(edgeKey(edge))
    ports.add(port)
    return true
  })
  return withFrames(
    { ...document, nodes: [...nodes.values()], edges: [...document.edges, ...added] },
    [...frames.values()],
  )
}

/** Whether there is room for more in a file. */
export function hasRoomFor(document: GraphDocument, { nodes, edges, frames }: Fragment): boolean {
  return (
    document.nodes.length + nodes.length <= limits.nodes &&
    document.edges.length + edges.length <= limits.edges &&
    framesOf(document).length + frames.length <= limits.frames
  )
}

/** The first id of a stem that is neither an id nor a name yet: `dense1`, `dense2`, … */
export function freeNodeId(document: Pick<GraphDocument, 'nodes'>, stem: string): string {
  return freeId(takenNames(document), stem)
}

/** The first id of a stem that is not taken. */
export function freeId(taken: ReadonlySet<string>, stem: string): string {
  return `${stem}${freeNumber(taken, stem)}`
}

/** The first number from `start` on that makes an id of a stem which is not taken. */
export function freeNumber(taken: ReadonlySet<string>, stem: string, start = 1): number {
  let number = start
  while (taken.has(`${stem}${number}`)) number++
  return number
}

/** A new node of a kind with default attrs, named by the first free id. */
export function createNode(
  document: GraphDocument,
  kind: NodeKind,
  position: Position,
  attrs: Readonly<Record<string, AttrValue>> = {},
): DocumentNode {
  return createNodeBeside(takenNames(document), kind, position, attrs)
}

/** The same where the names that are taken are known, for those who add hundreds. */
export function createNodeBeside(
  taken: ReadonlySet<string>,
  kind: NodeKind,
  position: Position,
  attrs: Readonly<Record<string, AttrValue>> = {},
): DocumentNode {
  const definition = findNodeKind(kind)
  if (!definition) throw new Error(`unknown node kind ${kind}`)
  const all = { ...defaultAttrs(definition.attrs), ...attrs }
  return {
    id: freeId(taken, definition.idStem(all as never)),
    kind,
    position,
    attrs: all,
  }
}
