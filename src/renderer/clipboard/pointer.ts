import type { Position } from '../../engine/document/schema'
import { viewArea } from '../canvas/view-area'

let last: { readonly x: number; readonly y: number; readonly canvas: Element } | null = null

/** Remembers where the pointer is on the canvas; returns a function that stops. */
export function followPointer(target: Window = window): () => void {
  const moved = (event: PointerEvent) => {
    const canvas = event.target instanceof Element ? event.target.closest('.canvas') : null
    last = canvas && { x: event.clientX, y: event.clientY, canvas }
  }
  const left = () => {
    last = null
  }
  target.addEventListener('pointermove', moved, { passive: true })
  target.document.documentElement.addEventListener('pointerleave', left)
  return () => {
    target.removeEventListener('pointermove', moved)
    target.document.documentElement.removeEventListener('pointerleave', left)
  }
}

/** Where the pointer is in the graph's coordinates; null while it is not over the canvas. */
export function pointerOnCanvas(): Position | null {
  if (!last?.canvas.isConnected) return null
  const box = last.canvas.getBoundingClientRect()
  const view = viewArea()
  if (box.width === 0 || view.width === 0) return null
  const scale = view.width / box.width
  return { x: view.x + (last.x - box.left) * scale, y: view.y + (last.y - box.top) * scale }
}
