import type { Change } from '../../engine/document/change'
import { applyChange } from '../../engine/document/change'
import type { GraphDocument, Position } from '../../engine/document/schema'
import { type StackOptions, stack } from '../../engine/graph/stack'
import { nodeKind } from '../../engine/nodes/index'
import { nodeRect, overlaps, pitch, snap } from '../canvas/geometry'
import { currentDocument, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { endOfSelection } from './nodes'

export const defaultStack: StackOptions = {
  count: 4,
  units: 64,
  activation: 'relu',
  init: 'he',
  batchNorm: false,
  dropout: 0,
  skip: 0,
}

/** Nodes in a row of a small stack: what a window of 1280 pixels shows at full size. */
const smallRow = 6

/** Nodes in a row, in whole layers: a large stack is about twice as wide as high, as the canvas is. */
export function stackRow({ count, activation, batchNorm, dropout }: StackOptions): number {
  const perLayer = 1 + Number(activation !== null) + Number(batchNorm) + Number(dropout > 0)
  const layers = Math.ceil(Math.sqrt(count / perLayer))
  return Math.max(smallRow, layers * perLayer)
}

/**
 * Inserts a stack of layers behind the selected node, in front of what it fed, as one undo step;
 * the new nodes are selected. With nothing selected it stands by itself, at `start`.
 */
export function insertStack(options: StackOptions, start: Position): void {
  const document = currentDocument(useDocument.getState())
  const anchor = endOfSelection()
  const { changes, ids } = stackChanges(document, options, anchor?.id ?? null, start)
  const { edit, select } = useDocument.getState()
  edit({ key: 'history.stack', values: { count: options.count } }, changes)
  select({ nodes: ids, edges: [] })
  useView.getState().fit()
}

/** The changes, with what stood behind the anchor moved out of the way. */
export function stackChanges(
  document: GraphDocument,
  options: StackOptions,
  after: string | null,
  start: Position,
): { readonly changes: readonly Change[]; readonly ids: readonly string[] } {
  const anchor = document.nodes.find(({ id }) => id === after)
  const canFollow = anchor && nodeKind(anchor.kind).hasOutput
  const first = canFollow ? { x: anchor.position.x + pitch.x, y: anchor.position.y } : start
  const behind = canFollow ? descendants(document, anchor.id) : new Set<string>()
  const standing = document.nodes.filter(({ id }) => !behind.has(id))
  const place = {
    after: canFollow ? anchor.id : null,
    start: snap(first),
    pitch,
    perRow: stackRow(options),
  }
  let built = stack(document, options, place)
  // A stack that would cover others goes below them all.
  const boxes = newBoxes(document, built)
  if (standing.map(nodeRect).some(rect => boxes.some(box => overlaps(rect, box, 8)))) {
    const below = Math.max(...standing.map(({ position }) => position.y)) + pitch.y
    built = stack(document, options, { ...place, start: snap({ x: first.x, y: below }) })
  }
  const shift = shiftBehind(document, behind, newBoxes(document, built))
  return { changes: [...built.changes, ...shift], ids: built.ids }
}

function newBoxes(document: GraphDocument, { changes, ids }: ReturnType<typeof stack>) {
  const created = new Set(ids)
  return changes
    .reduce(applyChange, document)
    .nodes.filter(({ id }) => created.has(id))
    .map(nodeRect)
}

/** Moves what the stack feeds behind its last node, all of it together. */
function shiftBehind(
  document: GraphDocument,
  behind: ReadonlySet<string>,
  stackBoxes: readonly { readonly x: number; readonly y: number }[],
): Change[] {
  const last = stackBoxes.at(-1)
  const nodes = document.nodes.filter(({ id }) => behind.has(id))
  if (!last || nodes.length === 0) return []
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const leftmost = nodes.find(({ position }) => position.x === left)!
  const others = [
    ...document.nodes.filter(({ id }) => !behind.has(id)).map(nodeRect),
    ...stackBoxes.map(({ x, y }) => nodeRect({ position: { x, y } })),
  ]
  const by = (to: Position): Position => ({
    x: to.x - leftmost.position.x,
    y: to.y - leftmost.position.y,
  })
  const right = Math.max(...stackBoxes.map(({ x }) => x)) + pitch.x
  const below = Math.max(...others.map(({ y }) => y)) + pitch.y
  const places = [
    { x: 0, y: 0 },
    by({ x: last.x + pitch.x, y: last.y }),
    by({ x: right, y: last.y }),
    by({ x: stackBoxes[0]!.x, y: below }),
  ]
  const covers = (offset: Position) =>
    nodes.some(node => {
      const rect = nodeRect(node)
      const moved = { ...rect, x: rect.x + offset.x, y: rect.y + offset.y }
      return others.some(other => overlaps(other, moved, 8))
    })
  const offset = places.find(place => !covers(place)) ?? places.at(-1)!
  if (offset.x === 0 && offset.y === 0) return []
  const positions = nodes.map(({ id, position }) => [
    id,
    snap({ x: position.x + offset.x, y: position.y + offset.y }),
  ])
  return [{ kind: 'moveNodes', positions: Object.fromEntries(positions) }]
}

/** Ids of the nodes that a node feeds, through any number of others. */
function descendants(document: GraphDocument, start: string): Set<string> {
  const outputs = new Map<string, string[]>()
  for (const { from, to } of document.edges) {
    outputs.set(from.node, [...(outputs.get(from.node) ?? []), to.node])
  }
  const found = new Set<string>()
  const queue = [start]
  for (let i = 0; i < queue.length; i++) {
    for (const next of outputs.get(queue[i]!) ?? []) {
      if (found.has(next) || next === start) continue
      found.add(next)
      queue.push(next)
    }
  }
  return found
}
