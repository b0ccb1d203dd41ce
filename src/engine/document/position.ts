import type { Position } from './schema'

/** Coordinates beyond this are no part of a file. */
export const positionLimit = 1e6

/** The nearest position that a file may hold. Adding 0 makes 0 of −0, which no file tells from it. */
export function clampPosition({ x, y }: Position): Position {
  return { x: clamp(x) + 0, y: clamp(y) + 0 }
}

function clamp(value: number): number {
  return Math.min(positionLimit, Math.max(-positionLimit, value))
}
