import type { Rect } from './geometry'

let read: () => Rect = () => ({ x: 0, y: 0, width: 0, height: 0 })

/** The canvas tells how to find out what it shows. */
export function setViewArea(source: () => Rect): void {
  read = source
}

/** The part of the canvas that is in sight. */
export function viewArea(): Rect {
  return read()
}
