import type { AttrValue } from '../nodes/attrs'
import { philox } from '../random/philox'
import { streamId } from '../random/stream'
import { defaultPoints, type RangeParameter } from './spec'

/** A range whose field may take whole numbers only. */
export type ResolvedRange = RangeParameter & { readonly whole: boolean }

/** Significant digits of a drawn number: it reads well, and reading it gives the same number. */
const digits = 6

/** Uniform in [0, 1), by seed, field and trial alone: no other field, no order changes it. */
export function uniformFor(seed: number, path: string, trial: number): number {
  const words = new Uint32Array(4)
  philox(words, trial, 0, streamId(`sweep ${path}`), 0, seed, 0)
  return (words[0]! * 0x20_0000 + (words[1]! >>> 11)) / 2 ** 53
}

/** A value of a range for u uniform in [0, 1): uniform itself, or so is its logarithm. */
export function drawFromRange({ scale, range: [low, high], whole }: ResolvedRange, u: number) {
  // Every whole number from low to high has its share; on a linear scale all the same.
  const top = whole ? high + 1 : high
  const value = scale === 'log' ? low * (top / low) ** u : low + u * (top - low)
  return clamp(whole ? Math.floor(value) : rounded(value, high - low), low, high)
}

/** A value of a list for u uniform in [0, 1): each equally often. */
export function drawFromList(values: readonly AttrValue[], u: number): AttrValue {
  return values[Math.floor(u * values.length)]!
}

/** The values of a range in a grid, in order, its ends included; whole numbers once each. */
export function gridValues({ scale, range: [low, high], whole, points }: ResolvedRange): number[] {
  const count = points ?? defaultPoints
  const values = Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1)
    const value = scale === 'log' ? low * (high / low) ** share : low + share * (high - low)
    return clamp(whole ? Math.round(value) : rounded(value, high - low), low, high)
  })
  return [...new Set(values)]
}

/** Rounds to what matters, of the value and within its range. */
function rounded(value: number, width: number): number {
  const size = Math.floor(Math.log10(Math.max(Math.abs(value), Number.MIN_VALUE)))
  const room = width > 0 ? Math.floor(Math.log10(width)) : size
  const significant = digits + Math.max(0, size - room)
  return Number(value.toPrecision(Math.min(17, significant)))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
