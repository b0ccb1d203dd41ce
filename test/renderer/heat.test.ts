import { describe, expect, it } from 'vitest'
import type { TelemetryRow } from '../../src/engine/telemetry/layout'
import { heatOf } from '../../src/renderer/stores/heat'

const row = (name: string, kind: TelemetryRow['kind'], column: number): TelemetryRow => ({
  name,
  nodeId: name.split('.')[0]!,
  kind,
  shape: [2],
  columns: { 'gradient.rms': column },
})

const rows = [
  row('dense1.W', 'param', 7),
  row('dense1.b', 'param', 8),
  row('dense2.W', 'param', 9),
  row('dense3.W', 'param', 10),
  row('dense4.W', 'param', 11),
  row('relu1', 'output', 12),
]

function heat(values: readonly number[]) {
  const layout = { width: 13, rows, histogramLength: 0 }
  return heatOf(layout, Float64Array.from([1, 0, 1, 1, 1, 1, 1, ...values]), true)
}

describe('heatOf', () => {
  it('shows the gradient of the weights at a node and of its output at its edges', () => {
    const { weights, outputs } = heat([1e-6, 1, 1e-1, 1e-3, 1e-2, 5e-4])
    expect(weights.dense1?.text).toBe('1e−6')
    expect(weights.dense2?.text).toBe('1e−1')
    expect(outputs.relu1?.text).toBe('5e−4')
    expect(Object.keys(outputs)).toEqual(['relu1'])
  })

  it('gives different sizes different colours, and equal sizes the same', () => {
    const { weights } = heat([1e-6, 1, 1e-1, 1e-6, 1e-2, 1])
    expect(weights.dense1?.color).toBe(weights.dense3?.color)
    expect(weights.dense1?.color).not.toBe(weights.dense2?.color)
  })

  it('names what is no size: zero, NaN and infinity', () => {
    const { weights } = heat([0, 1, Number.NaN, Number.POSITIVE_INFINITY, 1e-3, 1])
    expect(weights.dense1?.text).toBe('0')
    expect(weights.dense2?.text).toBe('NaN')
    expect(weights.dense3?.text).toBe('Inf')
    expect(weights.dense4?.text).toBe('1e−3')
  })
})
