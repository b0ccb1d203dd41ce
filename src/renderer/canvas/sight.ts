import { useEffect } from 'react'
import { useStoreApi } from 'reactflow'
import { create } from 'zustand'
import type { DocumentEdge, DocumentNode } from '../../engine/document/schema'
import { boundsOf } from '../editing/arrange'
import { nodeRect, overlaps, type Rect } from './geometry'

/** Smaller than this nobody reads a node's text or hits its dots. */
export const readableZoom = 0.35
/** The part that can be read grows and moves by this, so that few moves of the view change it. */
const cell = 512

/** The part of the canvas that is drawn in detail; null while nothing in it could be read. */
export const useSight = create<{ readonly area: Rect | null }>()(() => ({ area: null }))

export function isInSight(area: Rect | null, rect: Rect): boolean {
  return area !== null && overlaps(area, rect)
}

/** Tells of an edge whether the rectangle around its nodes is in sight. */
export function edgesInSight(
  nodes: readonly DocumentNode[],
  area: Rect | null,
): (edge: DocumentEdge) => boolean {
  if (!area) return () => false
  const rects = new Map(nodes.map(node => [node.id, nodeRect(node)]))
  return ({ from, to }) => {
    const ends = [from, to].flatMap(({ node }) => rects.get(node) ?? [])
    return isInSight(area, boundsOf(ends))
  }
}

interface View {
  readonly transform: readonly [x: number, y: number, zoom: number]
  readonly width: number
  readonly height: number
}

/** What the view shows and up to two cells around it, by whole cells; null where it is too small to read. */
export function readableArea({ transform: [x, y, zoom], width, height }: View): Rect | null {
  if (zoom < readableZoom) return null
  const left = Math.floor(-x / zoom / cell) - 1
  const top = Math.floor(-y / zoom / cell) - 1
  const right = Math.ceil((width - x) / zoom / cell) + 1
  const bottom = Math.ceil((height - y) / zoom / cell) + 1
  return {
    x: left * cell,
    y: top * cell,
    width: (right - left) * cell,
    height: (bottom - top) * cell,
  }
}

/** Keeps `useSight` at what React Flow shows, without drawing anything itself. */
export function useSightOfView(): void {
  const store = useStoreApi()
  useEffect(() => {
    const update = () => {
      const view = store.getState()
      // What is shown before the first fit is not what will be.
      if (view.width === 0 || view.fitViewQueued) return
      const area = readableArea(view)
      if (!isSame(area, useSight.getState().area)) useSight.setState({ area })
    }
    update()
    const stop = store.subscribe(update)
    return () => {
      stop()
      useSight.setState({ area: null })
    }
  }, [store])
}

function isSame(a: Rect | null, b: Rect | null): boolean {
  if (a === null || b === null) return a === b
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}
