import type { Change } from '../../engine/document/change'
import { edgeKey } from '../../engine/document/parse'
import { type DocumentNode, nodeName } from '../../engine/document/schema'
import {
  deleteAndRewire,
  replaceKind,
  setAttrsOfMany,
  toggleBypass,
} from '../../engine/graph/edits'
import type { AttrValues } from '../../engine/nodes/attrs'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'
import { nodeRect } from '../canvas/geometry'
import { engineText } from '../i18n/engine-text'
import type { Message } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { type Axis, align, boundsOf, distribute, type Placement, type Side } from './arrange'

const present = () => currentDocument(useDocument.getState())

/** The selected nodes, in the order of the document. */
export function selectedNodes(): DocumentNode[] {
  const chosen = new Set(useDocument.getState().selection.nodes)
  return present().nodes.filter(({ id }) => chosen.has(id))
}

/** `{ count, name }` for the name of an undo step. */
export function countAndName(nodes: readonly DocumentNode[]): { count: number; name: string } {
  const [first] = nodes
  return { count: nodes.length, name: first ? nodeName(first) : '' }
}

interface Deletion {
  /** What fed a deleted node feeds what it fed. */
  readonly rewire: boolean
  /** It was copied before: the undo step is called so. */
  readonly cut?: boolean
}

/** Deletes what is selected: edges, frames, and nodes. */
export function deleteSelection({ rewire, cut = false }: Deletion): void {
  const { selection, edit } = useDocument.getState()
  const document = present()
  const chosen = new Set(selection.edges)
  const edges = document.edges.filter(edge => chosen.has(edgeKey(edge)))
  const nodes = selectedNodes()
  const frames = selection.frames ?? []
  const changes: Change[] = []
  if (edges.length > 0) changes.push({ kind: 'disconnect', edges })
  if (nodes.length > 0) {
    const ids = nodes.map(({ id }) => id)
    const kept = document.edges.filter(edge => !chosen.has(edgeKey(edge)))
    const without = { ...document, edges: kept }
    if (rewire) changes.push(...deleteAndRewire(without, ids))
    else changes.push({ kind: 'removeNodes', ids })
  }
  if (frames.length > 0) changes.push({ kind: 'removeFrames', ids: frames })
  const count = nodes.length + frames.length
  edit(
    cut ? { key: 'history.cut', values: { count } } : deletionLabel(nodes, edges.length, frames),
    changes,
  )
}

function deletionLabel(
  nodes: readonly DocumentNode[],
  edges: number,
  frames: readonly string[],
): Message {
  if (nodes.length > 0) {
    const { count, name } = countAndName(nodes)
    return { key: 'history.delete', values: { count: count + frames.length, name } }
  }
  return frames.length > 0
    ? { key: 'history.deleteFrames', values: { count: frames.length } }
    : { key: 'history.disconnect', values: { count: edges } }
}

/** Makes a node one of another kind in its place; it is selected. */
export function replaceNodeKind(id: string, kind: NodeKind, attrs: AttrValues = {}): void {
  const { edit, select } = useDocument.getState()
  const node = findNode(useDocument.getState(), id)
  if (!node) return
  const replaced = replaceKind(present(), id, kind, attrs)
  if (replaced.changes.length === 0) return
  const values = { name: nodeName(node), kind: kindInfo(kind).title }
  edit({ key: 'history.replace', values }, replaced.changes)
  select({ nodes: [replaced.id], edges: [] })
}

/** Sets attrs of many nodes in one step: each takes those its kind has and allows. */
export function setAttrs(ids: readonly string[], attrs: AttrValues, attrTitle: string): void {
  const chosen = new Set(ids)
  const nodes = present().nodes.filter(({ id }) => chosen.has(id))
  const { count, name } = countAndName(nodes)
  useDocument
    .getState()
    .edit(
      { key: 'history.setAttrs', values: { attr: attrTitle, count, name } },
      setAttrsOfMany(present(), ids, attrs),
    )
}

/** Leaves nodes out of the network, or takes them in again; says why where none of them can be. */
export function bypass(ids: readonly string[] = useDocument.getState().selection.nodes): void {
  const result = toggleBypass(present(), ids)
  if (!result.ok) {
    useView
      .getState()
      .notify({ key: 'edit.notBypassed', values: { reason: engineText(result.reason) } })
    return
  }
  const touched = new Set(result.ids)
  const values = countAndName(present().nodes.filter(({ id }) => touched.has(id)))
  const key = result.disabled ? 'history.bypass' : 'history.enable'
  useDocument.getState().edit({ key, values }, result.changes)
}

/** Puts the selected nodes on a line. */
export function alignSelection(side: Side): void {
  place(align(selectedBoxes(), side), { key: `history.align.${side}` })
}

/** Puts equal gaps between the selected nodes. */
export function distributeSelection(axis: Axis): void {
  place(distribute(selectedBoxes(), axis), { key: `history.distribute.${axis}` })
}

function selectedBoxes() {
  return selectedNodes().map(node => ({ id: node.id, ...nodeRect(node) }))
}

function place(positions: Placement, label: Message): void {
  useDocument.getState().edit(label, [{ kind: 'moveNodes', positions }])
}

/** The rectangle around the selected nodes. */
export function selectionBounds() {
  return boundsOf(selectedBoxes())
}

/**
 * The one node of a selection whose output feeds none of the others: where building goes on.
 * Undefined where there are several or none.
 */
export function endOfSelection(): DocumentNode | undefined {
  const nodes = selectedNodes()
  const ids = new Set(nodes.map(({ id }) => id))
  const feeding = new Set(
    present()
      .edges.filter(({ to }) => ids.has(to.node))
      .map(({ from }) => from.node),
  )
  const ends = nodes.filter(({ id, kind }) => !feeding.has(id) && nodeKind(kind).hasOutput)
  return ends.length === 1 ? ends[0] : undefined
}
