import { parseValue } from '../engine/document/assign'
import type { SweepParameter } from '../engine/sweep/spec'
import { CliFailure } from './failure'

/**
 * Reads `PATH=log:LOW:HIGH`, `PATH=linear:LOW:HIGH` (both with `:POINTS` for a grid) or `PATH=A,B,C`.
 *
 * @throws CliFailure where it is none of them.
 */
export function readParameter(text: string): SweepParameter {
  const equals = text.indexOf('=')
  const path = text.slice(0, equals)
  const from = text.slice(equals + 1)
  if (equals < 1 || from === '') throw misspelt(text)
  const [scale, ...ends] = from.split(':')
  if (scale !== 'log' && scale !== 'linear') {
    if (ends.length > 0) throw misspelt(text)
    return { path, values: from.split(',').map(value => readValue(value, text)) }
  }
  const [low = Number.NaN, high = Number.NaN, points] = ends.map(end =>
    end.trim() === '' ? Number.NaN : Number(end),
  )
  if (ends.length > 3 || !Number.isFinite(low) || !Number.isFinite(high)) throw misspelt(text)
  if (points === undefined) return { path, scale, range: [low, high] }
  if (!Number.isInteger(points) || points < 2 || points > 1000) {
    throw new CliFailure(
      `--param ${text}: a range has from 2 to 1000 points in a grid.`,
      `Write, for example, ${path}=${scale}:${ends[0]}:${ends[1]}:5.`,
    )
  }
  return { path, scale, range: [low, high], points }
}

function readValue(text: string, parameter: string): number | boolean | string {
  const value = parseValue(text.trim())
  if (value === '' || typeof value === 'object') throw misspelt(parameter)
  return value as number | boolean | string
}

function misspelt(text: string): CliFailure {
  return new CliFailure(
    `--param ${text}: it is neither a range nor a list.`,
    'Write PATH=log:1e-6:1e-2, PATH=linear:0:0.5 or PATH=16,32,64.',
  )
}
