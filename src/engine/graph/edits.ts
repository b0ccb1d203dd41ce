import { applyChange, applyChanges, type Change, freeNodeId } from '../document/change'
import { hasGeneratedName } from '../document/node-name'
import { edgeKey } from '../document/parse'
import type { DocumentEdge, DocumentNode, GraphDocument } from '../document/schema'
import { type AttrValue, attrSchema, defaultAttrs } from '../nodes/attrs'
import { type NodeKind, nodeKind } from '../nodes/index'
import { checkBypass } from './bypass'
import { checkConnection } from './connection'
import { describeNode } from './messages'

/** Changes to make as one undo step, or why there are none. */
export type EditResult =
  | { readonly ok: true; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly reason: string }

/**
 * Deletes nodes and closes the holes: what fed them feeds what they fed, in the same order, where a
 * port is free and no loop arises. Of several sources a single port takes the first.
 */
export function deleteAndRewire(document: GraphDocument, ids: readonly string[]): Change[] {
  const gone = new Set(ids)
  const byId = new Map(document.nodes.map(node => [node.id, node]))
  const incoming = new Map<string, DocumentEdge[]>()
  for (const edge of document.edges) {
    const source = byId.get(edge.from.node)
    const target = byId.get(edge.to.node)
    // What nothing flows along is no way: edges of no port, and all but the first into a bypassed node.
    if (!source || !target || !nodeKind(source.kind).hasOutput) continue
    if (!nodeKind(target.kind).inputs.some(({ name }) => name === edge.to.port)) continue
    const list = incoming.get(target.id)
    if (!list) incoming.set(target.id, [edge])
    else if (!target.disabled) list.push(edge)
  }
  const present = new Set(document.edges.map(edgeKey))
  const changes: Change[] = []
  for (const edge of document.edges) {
    const source = byId.get(edge.from.node)
    const target = byId.get(edge.to.node)
    if (!gone.has(edge.from.node) || gone.has(edge.to.node) || !target) continue
    if (!source || !nodeKind(source.kind).hasOutput) continue
    const port = nodeKind(target.kind).inputs.find(({ name }) => name === edge.to.port)
    if (!port) continue
    // A way from source to target was there before: no loop can arise that was not there.
    const valid = sourcesBeyond(edge.from.node, gone, incoming)
      .map(from => ({ from, to: edge.to }))
      .filter(next => next.from.node !== target.id && !present.has(edgeKey(next)))
    const by = port.many ? valid : valid.slice(0, 1)
    if (by.length === 0) continue
    for (const next of by) present.add(edgeKey(next))
    changes.push({ kind: 'replaceEdge', edge, by })
  }
  return [...changes, { kind: 'removeNodes', ids }]
}

/** Outputs that feed a node from outside of a set that it belongs to, through nodes of the set. */
function sourcesBeyond(
  id: string,
  within: ReadonlySet<string>,
  incoming: ReadonlyMap<string, readonly DocumentEdge[]>,
): DocumentEdge['from'][] {
  const found = new Map<string, DocumentEdge['from']>()
  const seen = new Set([id])
  // Taken from the end: what feeds the first input is found before what feeds the second.
  const waiting = (incoming.get(id) ?? []).toReversed()
  for (let edge = waiting.pop(); edge; edge = waiting.pop()) {
    const source = edge.from.node
    if (!within.has(source)) found.set(source, edge.from)
    else if (!seen.has(source)) {
      seen.add(source)
      waiting.push(...(incoming.get(source) ?? []).toReversed())
    }
  }
  return [...found.values()]
}

/**
 * Puts a node between the ends of an edge. A node that is not in the document yet is added; one
 * that is there needs a free input.
 */
export function insertOnEdge(
  document: GraphDocument,
  edge: DocumentEdge,
  node: DocumentNode,
): EditResult {
  const { inputs, hasOutput } = nodeKind(node.kind)
  const [port] = inputs
  if (!port || !hasOutput) {
    return {
      ok: false,
      reason: `${describeNode(node)} has ${port ? 'no output' : 'no input'}: it cannot stand on an edge.`,
    }
  }
  if (!document.edges.some(other => edgeKey(other) === edgeKey(edge))) {
    return { ok: false, reason: 'The edge is gone.' }
  }
  const isThere = document.nodes.some(({ id }) => id === node.id)
  const isTaken = document.edges.some(({ to }) => to.node === node.id && to.port === port.name)
  if (isTaken && !port.many) {
    return { ok: false, reason: `${describeNode(node)} has an input already.` }
  }
  const into = { from: edge.from, to: { node: node.id, port: port.name } }
  const outOf = { from: { node: node.id, port: 'y' }, to: edge.to }
  const add: Change[] = isThere ? [] : [{ kind: 'addNode', node }]
  let trial = applyChanges(document, add)
  trial = applyChange(trial, { kind: 'disconnect', edges: [edge] })
  for (const next of [into, outOf]) {
    const check = checkConnection(trial, next)
    if (!check.ok) return check
    trial = applyChange(trial, { kind: 'connect', edge: next })
  }
  return { ok: true, changes: [...add, { kind: 'replaceEdge', edge, by: [into, outOf] }] }
}

/** A node of another kind in a node's place: its label stays, attrs that both have keep their values. */
function convertNode(
  document: GraphDocument,
  node: DocumentNode,
  kind: NodeKind,
  attrs: Readonly<Record<string, AttrValue>> = {},
): DocumentNode {
  const definition = nodeKind(kind)
  const kept = Object.entries(definition.attrs).flatMap(([name, spec]) => {
    const parsed = attrSchema(spec).safeParse(node.attrs[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  const all = { ...defaultAttrs(definition.attrs), ...Object.fromEntries(kept), ...attrs }
  const others = { nodes: document.nodes.filter(({ id }) => id !== node.id) }
  const { label, position, disabled } = node
  const converted: DocumentNode = {
    id: freeNodeId(others, definition.idStem(all as never)),
    kind,
    position,
    attrs: all,
    ...(label !== undefined && !hasGeneratedName(node) && { label }),
  }
  return disabled && checkBypass(converted).ok ? { ...converted, disabled } : converted
}

/**
 * Makes a node one of another kind, with a new id that fits. Edges stay where its ports allow.
 *
 * @returns the changes and the node's new id; none where the node is gone or of that kind already.
 */
export function replaceKind(
  document: GraphDocument,
  id: string,
  kind: NodeKind,
  attrs: Readonly<Record<string, AttrValue>> = {},
): { readonly changes: readonly Change[]; readonly id: string } {
  const node = document.nodes.find(other => other.id === id)
  if (!node || (node.kind === kind && Object.keys(attrs).length === 0)) return { changes: [], id }
  const converted = convertNode(document, node, kind, attrs)
  return { changes: [{ kind: 'replaceNode', id, node: converted }], id: converted.id }
}

/** Sets attrs of many nodes: each takes those that its kind has and whose values it allows. */
export function setAttrsOfMany(
  document: GraphDocument,
  ids: readonly string[],
  attrs: Readonly<Record<string, AttrValue>>,
): Change[] {
  const chosen = new Set(ids)
  return document.nodes.flatMap((node): Change[] => {
    if (!chosen.has(node.id)) return []
    const specs = nodeKind(node.kind).attrs
    const fitting = Object.entries(attrs).filter(
      ([name, value]) =>
        Object.hasOwn(specs, name) && attrSchema(specs[name]!).safeParse(value).success,
    )
    return fitting.length === 0
      ? []
      : [{ kind: 'setAttrs', id: node.id, attrs: Object.fromEntries(fitting) }]
  })
}

/**
 * Leaves nodes out of the network, or takes them in again where all that can be are out. Nodes that
 * cannot be left out stay; where that is all of them, the reason of the first.
 */
export function toggleBypass(
  document: GraphDocument,
  ids: readonly string[],
): EditResult & { readonly disabled?: boolean; readonly ids?: readonly string[] } {
  const chosen = new Set(ids)
  const nodes = document.nodes.filter(({ id }) => chosen.has(id))
  const able = nodes.filter(node => node.disabled || checkBypass(node).ok)
  const [first] = nodes
  if (able.length === 0) {
    const check = first && checkBypass(first)
    return { ok: false, reason: check && !check.ok ? check.reason : 'No node is selected.' }
  }
  const disabled = able.some(node => !node.disabled)
  const touched = able.filter(node => (node.disabled ?? false) !== disabled).map(({ id }) => id)
  return {
    ok: true,
    changes: [{ kind: 'setDisabled', ids: touched, disabled }],
    disabled,
    ids: touched,
  }
}
