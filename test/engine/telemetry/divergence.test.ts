import { describe, expect, it } from 'vitest'
import { findDivergence } from '../../../src/engine/telemetry/divergence'
import {
  frameHeader,
  headerValue,
  rowValue,
  type TelemetryLayout,
} from '../../../src/engine/telemetry/layout'

const first = frameHeader.length
const row = (name: string, kind: 'param' | 'output', at: number) => ({
  name,
  nodeId: name,
  kind,
  shape: [1],
  columns: {
    ...(kind === 'output' && { 'activation.mean': at }),
    'gradient.nanCount': at + 1,
    'gradient.infCount': at + 2,
  },
})
const layout: TelemetryLayout = {
  width: first + 9,
  histogramLength: 0,
  rows: [
    row('dense1.W', 'param', first),
    row('dense1', 'output', first + 3),
    row('relu1', 'output', first + 6),
  ],
}

function divergence(values: Readonly<Record<number, number>>, loss = 1): string | null {
  const frame = new Float64Array(layout.width)
  frame[frameHeader.indexOf('step')] = 7
  frame[frameHeader.indexOf('loss')] = loss
  for (const [at, value] of Object.entries(values)) frame[first + Number(at)] = value
  return findDivergence(frame, layout)
}

describe('findDivergence', () => {
  it('finds nothing where everything is finite', () => {
    expect(divergence({})).toBeNull()
  })

  it('names the first output of the forward pass', () => {
    expect(divergence({ 3: Number.NaN, 6: Number.POSITIVE_INFINITY, 1: 2 })).toBe(
      'At step 7 the output of "dense1" is no longer finite.',
    )
  })

  it('names the first gradient of the backward pass: the last row', () => {
    expect(divergence({ 1: 1, 7: 1 })).toBe(
      'At step 7 the gradient at the output of "relu1" is no longer finite.',
    )
    expect(divergence({ 2: 1 })).toBe('At step 7 the gradient of "dense1.W" is no longer finite.')
  })

  it('names the loss where nothing else is wrong', () => {
    expect(divergence({}, Number.POSITIVE_INFINITY)).toBe('At step 7 the loss is Infinity.')
  })
})

describe('reading frames', () => {
  it('gives NaN for what a row does not have and beyond the end', () => {
    const frame = new Float64Array(layout.width)
    expect(rowValue(frame, layout.rows[0]!, 'activation.mean')).toBeNaN()
    expect(rowValue(frame, layout.rows[0]!, 'gradient.nanCount', layout.width)).toBeNaN()
    expect(headerValue(frame, 'loss', layout.width)).toBeNaN()
  })
})
