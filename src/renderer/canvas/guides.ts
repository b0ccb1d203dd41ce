import { create } from 'zustand'
import { type Frame, framesOf } from '../../engine/document/frame'
import type { Position } from '../../engine/document/schema'
import { boundsOf } from '../editing/arrange'
import { frameRect } from '../editing/frames'
import { currentDocument, useDocument } from '../stores/document'
import type { Positions } from './flow-elements'
import { frameFlowId } from './frames/frame-elements'
import { nodeRect, nodeSize, type Rect } from './geometry'

/** A line through what is dragged and a neighbour, in the graph's coordinates. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

export const noGuides: readonly Guide[] = []

export const useGuides = create<{ readonly guides: readonly Guide[] }>()(() => ({
  guides: noGuides,
}))

/** How near, in pixels of the screen, a line draws what is dragged to it. */
const reach = 6
/** Farther than this, in the graph's pixels, things are not felt to be in a row. */
const nearby = 640

interface View {
  readonly transform: readonly [number, number, number]
  readonly width: number
  readonly height: number
}

/** Positions of what is dragged, drawn to the edges and centres of neighbours that are in sight. */
export function alignDragged(
  moved: Positions,
  { transform: [left, top, zoom], width, height }: View,
): { readonly positions: Positions; readonly guides: readonly Guide[] } {
  const document = currentDocument(useDocument.getState())
  const frames = framesOf(document)
  const box = boundsOf(Object.entries(moved).map(([id, at]) => ({ ...at, ...sizeOf(id, frames) })))
  const view = { x: -left / zoom, y: -top / zoom, width: width / zoom, height: height / zoom }
  const others = [
    ...document.nodes.filter(({ id }) => !moved[id]).map(nodeRect),
    ...frames.filter(({ id }) => !moved[frameFlowId(id)]).map(frameRect),
  ].filter(rect => isNear(rect, box) && touches(rect, view))
  const { by, guides } = alignTo(box, others, reach / zoom)
  if (guides.length === 0) return { positions: moved, guides }
  const positions = Object.fromEntries(
    Object.entries(moved).map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]),
  )
  return { positions, guides }
}

function sizeOf(id: string, frames: readonly Frame[]) {
  return frames.find(frame => frameFlowId(frame.id) === id) ?? nodeSize
}

function isNear(rect: Rect, box: Rect): boolean {
  return (
    rect.x < box.x + box.width + nearby &&
    box.x < rect.x + rect.width + nearby &&
    rect.y < box.y + box.height + nearby &&
    box.y < rect.y + rect.height + nearby
  )
}

function touches(rect: Rect, view: Rect): boolean {
  return (
    rect.x < view.x + view.width &&
    view.x < rect.x + rect.width &&
    rect.y < view.y + view.height &&
    view.y < rect.y + rect.height
  )
}

/** The shift, within `reach`, that puts a box in line with others, and the lines that then hold. */
export function alignTo(
  box: Rect,
  others: readonly Rect[],
  within: number,
): { readonly by: Position; readonly guides: readonly Guide[] } {
  const x = shiftOf(box, others, 'x', within)
  const y = shiftOf(box, others, 'y', within)
  const by = { x: x ?? 0, y: y ?? 0 }
  const at = { ...box, x: box.x + by.x, y: box.y + by.y }
  const guides = [
    ...(x === null ? [] : guidesOf(at, others, 'x')),
    ...(y === null ? [] : guidesOf(at, others, 'y')),
  ]
  return { by, guides }
}

type Axis = Guide['axis']

/** Both edges and the centre of a rectangle across an axis. */
function lines(rect: Rect, axis: Axis): readonly [number, number, number] {
  const start = rect[axis]
  const length = axis === 'x' ? rect.width : rect.height
  return [start, start + length / 2, start + length]
}

/** The smallest shift after which a line of the box is one of another's; null where all are far. */
function shiftOf(box: Rect, others: readonly Rect[], axis: Axis, within: number): number | null {
  let best: number | null = null
  const own = lines(box, axis)
  for (const other of others) {
    for (const line of lines(other, axis)) {
      for (const ownLine of own) {
        const shift = line - ownLine
        if (Math.abs(shift) <= within && (best === null || Math.abs(shift) < Math.abs(best))) {
          best = shift
        }
      }
    }
  }
  return best
}

function guidesOf(box: Rect, others: readonly Rect[], axis: Axis): Guide[] {
  const across: Axis = axis === 'x' ? 'y' : 'x'
  const [start, , end] = lines(box, across)
  const [first, centre, last] = lines(box, axis)
  const lineAt = (at: number): Guide[] => {
    const inLine = others.filter(other =>
      lines(other, axis).some(line => Math.abs(line - at) < 0.01),
    )
    if (inLine.length === 0) return []
    const from = Math.min(start, ...inLine.map(other => lines(other, across)[0]))
    const to = Math.max(end, ...inLine.map(other => lines(other, across)[2]))
    return [{ axis, at, from, to }]
  }
  // Things of one size agree in all three lines: one says so.
  const through = lineAt(centre)
  return through.length > 0 ? through : [...lineAt(first), ...lineAt(last)]
}
