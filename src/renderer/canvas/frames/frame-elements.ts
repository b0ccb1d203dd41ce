import type { Node } from 'reactflow'
import { create } from 'zustand'
import type { Frame } from '../../../engine/document/frame'
import type { Position } from '../../../engine/document/schema'
import type { Rect } from '../geometry'

export type FrameNode = Node<{ readonly frame: Frame }, 'frame'>

const prefix = 'frame:'

/** Frames and nodes have ids of their own; on the canvas a colon keeps them apart. */
export function frameFlowId(id: string): string {
  return prefix + id
}

/** The frame that an element of the canvas is; undefined for a node. */
export function frameIdOf(flowId: string): string | undefined {
  return flowId.startsWith(prefix) ? flowId.slice(prefix.length) : undefined
}

/** The outline of the frame whose border is being dragged. */
export interface Resizing extends Rect {
  readonly id: string
}

export const useResizing = create<{ readonly now: Resizing | null }>()(() => ({ now: null }))

/** The frame whose title, or the note whose text, the keyboard asked to write. */
export const useWriting = create<{ readonly id: string | null }>()(() => ({ id: null }))

/** Turns frames into React Flow's nodes, behind all others; an unchanged one stays the same object. */
export function createFrameMapper() {
  let cache = new Map<string, FrameNode>()
  return (
    frames: readonly Frame[],
    selected: ReadonlySet<string>,
    dragged: Readonly<Record<string, Position>>,
    resizing: Resizing | null,
  ): FrameNode[] => {
    const next = new Map<string, FrameNode>()
    const list = frames.map(frame => {
      const id = frameFlowId(frame.id)
      const { x, y, width, height } =
        resizing?.id === frame.id
          ? resizing
          : { ...(dragged[id] ?? frame.position), width: frame.width, height: frame.height }
      const isSelected = selected.has(frame.id)
      const before = cache.get(id)
      const same =
        before?.data.frame === frame &&
        before.selected === isSelected &&
        before.position.x === x &&
        before.position.y === y &&
        before.width === width &&
        before.height === height
      const flow: FrameNode = same
        ? before
        : {
            id,
            type: 'frame',
            position: { x, y },
            width,
            height,
            measured: { width, height },
            // The ground inside is the canvas: only title, border and notes are gripped.
            style: { pointerEvents: 'none' },
            selected: isSelected,
            // React Flow lifts what is selected by 1000: a frame stays behind the edges even so. A
            // note stands above them, to be read.
            zIndex: frame.text === undefined ? -2000 : 0,
            data: before?.data.frame === frame ? before.data : { frame },
          }
      next.set(id, flow)
      return flow
    })
    cache = next
    return list
  }
}
