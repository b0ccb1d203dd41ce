import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameHeader } from '../../../src/engine/telemetry/layout'
import { csvText } from '../../../src/renderer/panels/export/csv'
import { inRange } from '../../../src/renderer/panels/export/fonts'
import { curvesTable, heatmapTable } from '../../../src/renderer/panels/export/tables'
import { createHistogramHistory } from '../../../src/renderer/stores/histogram-history'
import type { TelemetryState } from '../../../src/renderer/stores/telemetry'
import { createHistory } from '../../../src/renderer/stores/telemetry-history'
import { createRun } from './harness/runs'

function stateOf(capacity?: number): TelemetryState {
  const { loaded, frames } = createRun('short')
  const history = createHistory(loaded.layout.width, capacity)
  history.append(frames)
  return {
    version: 1,
    layout: loaded.layout,
    history,
    histograms: createHistogramHistory(),
    evaluations: [
      { step: 0, epoch: 0, part: 'validation', loss: 2.5, accuracy: 0.1 },
      { step: 12, epoch: 1, part: 'validation', loss: 1.5, accuracy: null },
    ],
    totalSteps: 12,
    stepsPerEpoch: 112,
  }
}

describe('CSV', () => {
  it('keeps numbers as they are, negative ones too', () => {
    expect(csvText([[-1.5e-7, 0, Number.NaN, null, 12]])).toBe('\ufeff-1.5e-7,0,NaN,,12\r\n')
  })

  it('lets no text be run as a formula', () => {
    const [line] = csvText([['=1+1', '+a', '-a', '@a', '\ta', 'a=b']])
      .slice(1)
      .split('\r\n')
    expect(line).toBe("'=1+1,'+a,'-a,'@a,'\ta,a=b")
  })

  it('quotes what would break a line or a cell', () => {
    expect(csvText([['a,b', 'say "x"', 'two\nlines']])).toBe(
      '\ufeff"a,b","say ""x""","two\nlines"\r\n',
    )
  })

  it('gives every number back exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1 }), numbers => {
        const cells = csvText([numbers]).slice(1).trimEnd().split(',').map(Number)
        expect(cells.map(value => value + 0)).toEqual(numbers.map(value => value + 0))
      }),
    )
  })
})

describe('tables', () => {
  it('have a line for each step and the very figures of the telemetry', () => {
    const state = stateOf()
    const [head, ...lines] = heatmapTable(state, 'rms', 'param')
    expect(head!.slice(0, 3)).toEqual(['step', 'epoch', 'dense1.W gradient.rms'])
    expect(lines).toHaveLength(12)
    const row = state.layout!.rows.find(each => each.name === 'dense3.W')!
    const { min } = state.history!.columns[row.columns['gradient.rms']!]!
    expect(lines.map(line => line[4])).toEqual([...min.subarray(0, 12)])
  })

  it('have smallest, mean and largest where steps share a slot', () => {
    const [head, ...lines] = heatmapTable(stateOf(4), 'rms', 'param')
    expect(head!.slice(0, 6)).toEqual([
      'first step',
      'last step',
      'epoch',
      'dense1.W gradient.rms min',
      'dense1.W gradient.rms mean',
      'dense1.W gradient.rms max',
    ])
    expect(lines.map(line => [line[0], line[1]])).toEqual([
      [1, 4],
      [5, 8],
      [9, 12],
    ])
    for (const [low, mean, high] of lines.map(line => line.slice(3, 6) as number[])) {
      expect(mean).toBeGreaterThanOrEqual(low!)
      expect(mean).toBeLessThanOrEqual(high!)
    }
  })

  it('have evaluations in the line of their step', () => {
    const state = stateOf()
    const [head, ...lines] = curvesTable(state)
    expect(head).toEqual([
      ...['step', 'epoch', 'dataLoss', 'loss', 'accuracy', 'learningRate', 'gradientNorm'],
      ...['validation loss', 'validation accuracy'],
    ])
    expect(lines.at(-1)!.slice(-2)).toEqual([1.5, null])
    expect(lines[0]!.slice(-2)).toEqual([null, null])
    const { min } = state.history!.columns[frameHeader.indexOf('learningRate')]!
    expect(lines.map(line => line[5])).toEqual([...min.subarray(0, 12)])
  })
})

describe('fonts of a picture', () => {
  it('are those whose range holds a character', () => {
    expect(inRange(0x41, 'U+0000-00FF, U+0131')).toBe(true)
    expect(inRange(0x131, 'U+0000-00FF, U+0131')).toBe(true)
    expect(inRange(0xac00, 'U+0000-00FF, U+0131')).toBe(false)
    expect(inRange(0x4ab, 'U+4??')).toBe(true)
  })
})
