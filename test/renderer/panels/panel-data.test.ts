import { describe, expect, it } from 'vitest'
import { curvesData, hasAccuracy } from '../../../src/renderer/panels/curves-data'
import { heatmapData, heatmapRows } from '../../../src/renderer/panels/heatmap-data'
import type { TelemetryState } from '../../../src/renderer/stores/telemetry'
import { createHistory } from '../../../src/renderer/stores/telemetry-history'
import { createRun } from './harness/runs'

function createState(): TelemetryState {
  const { loaded, frames, evaluations } = createRun('short')
  const history = createHistory(loaded.layout.width)
  history.append(frames)
  return {
    version: 1,
    layout: loaded.layout,
    history,
    histograms: null,
    evaluations: evaluations.map(({ step, epoch, part, metrics }) => ({
      step,
      epoch,
      part,
      ...metrics,
    })),
    totalSteps: loaded.totalSteps,
    stepsPerEpoch: loaded.stepsPerEpoch,
  }
}

describe('panel data', () => {
  it('has one heatmap row for each layer with parameters: its weights, never its bias', () => {
    const { rows } = createState().layout!
    expect(heatmapRows(rows, 'gradient.rms', 'param').map(row => row.name)).toEqual([
      'dense1.W',
      'dense2.W',
      'dense3.W',
      'dense4.W',
    ])
    expect(heatmapRows(rows, 'gradient.rms', 'output')[0]?.name).toBe('dense1')
  })

  it('takes the update ratio of weights even when outputs are chosen', () => {
    const data = heatmapData(createState(), { quantity: 'ratio', source: 'output' }, null, id => id)
    expect(data.rows.map(row => row.name)).toContain('dense1.W')
  })

  it('is empty without a run', () => {
    const nothing = { ...createState(), layout: null, history: null }
    expect(
      heatmapData(nothing, { quantity: 'rms', source: 'param' }, null, id => id),
    ).toMatchObject({ rows: [], count: 0 })
    expect(curvesData(nothing, 'loss', key => key).count).toBe(0)
  })

  it('keeps evaluations of each part apart', () => {
    const at = { epoch: 1, accuracy: null }
    const evaluations = [
      { ...at, step: 5, part: 'validation' as const, loss: 2 },
      { ...at, step: 9, part: 'test' as const, loss: 3 },
    ]
    const { pointLines } = curvesData({ ...createState(), evaluations }, 'loss', key => key)
    expect(pointLines.map(line => [line.label, line.points[0]?.value])).toEqual([
      ['validation', 2],
      ['test', 3],
    ])
  })

  it('knows whether a run has an accuracy', () => {
    const state = createState()
    expect(hasAccuracy(state)).toBe(true)
    const regression = createHistory(state.layout!.width)
    regression.append(new Float64Array(state.layout!.width).fill(Number.NaN))
    expect(hasAccuracy({ ...state, history: regression, evaluations: [] })).toBe(false)
  })
})
