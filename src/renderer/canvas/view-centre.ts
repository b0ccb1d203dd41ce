import type { Position } from '../../engine/document/schema'

let read: () => Position = () => ({ x: 0, y: 0 })

export function setViewCentre(source: () => Position): void {
  read = source
}

/** The point of the canvas in the middle of what is seen of it. */
export function viewCentre(): Position {
  return read()
}
