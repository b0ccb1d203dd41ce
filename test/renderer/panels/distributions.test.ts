// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { histogramBins } from '../../../src/engine/telemetry/layout'
import { drawDistributions } from '../../../src/renderer/panels/charts/distributions/distributions'
import {
  type DistributionsData,
  type DistributionsOptions,
  medianPower,
  powersInUse,
} from '../../../src/renderer/panels/charts/distributions/view'
import { distributionsData } from '../../../src/renderer/panels/distributions-data'
import { createHistogramHistory } from '../../../src/renderer/stores/histogram-history'
import { createHistory } from '../../../src/renderer/stores/telemetry-history'

const { first: firstPower, count: bins } = histogramBins

/** Counts by power of two. */
function counts(entries: Readonly<Record<number, number>>): Uint32Array {
  const all = new Uint32Array(bins)
  for (const [power, count] of Object.entries(entries)) all[Number(power) - firstPower] = count
  return all
}

function row(label: string, entries: Readonly<Record<number, number>>, zeros = 0) {
  const own = counts(entries)
  const counted = own.reduce((sum, count) => sum + count, 0)
  return { name: `${label}.W`, label, nodeId: label, counts: own, counted, zeros }
}

const data: DistributionsData = {
  step: 21,
  firstPower,
  rows: [row('dense1', { [-20]: 10, [-19]: 30 }), row('dense2', { [-4]: 5, [-3]: 5 }, 0.5)],
}

const options: DistributionsOptions = {
  selectedNodeId: null,
  onSelectNode: vi.fn(),
  onMoveStep: vi.fn(),
  onRelease: vi.fn(),
  text: {
    title: 'Gradient distributions',
    axis: '|dL/dW|',
    measure: 'share of entries',
    step: 'step',
    zero: 'exactly 0',
    median: 'median',
    layer: 'layer',
    empty: 'Nothing counted yet\nTrain to see it.',
    role: 'ridge chart',
  },
}

describe('counted gradients', () => {
  it('have their median within the power of two that holds it', () => {
    expect(medianPower(row('a', { [-20]: 10, [-19]: 30 }), firstPower)).toBeCloseTo(-19 + 1 / 3)
    expect(medianPower(row('a', { 3: 4 }), firstPower)).toBeCloseTo(3.5)
    expect(medianPower(row('a', {}), firstPower)).toBeNaN()
  })

  it('are shown over the powers that are in use', () => {
    expect(powersInUse(data)).toEqual([-21, -1])
  })

  it('are those of the newest counted step up to the shown one', () => {
    const histograms = createHistogramHistory()
    histograms.add({ step: 1, counts: counts({ 0: 1 }) })
    histograms.add({ step: 21, counts: counts({ 1: 7 }) })
    const history = createHistory(8)
    for (let step = 1; step <= 40; step++) {
      history.append(Float64Array.of(step, 1, 1, 1, 1, 1, 1, step / 100))
    }
    const columns = { 'gradient.rms': 6, 'gradient.zeroFraction': 7 }
    const weights = {
      name: 'dense1.W',
      nodeId: 'dense1',
      kind: 'param',
      shape: [2],
      columns,
    } as const
    const layout = { width: 8, rows: [{ ...weights, histogram: 0 }], histogramLength: bins }
    const state = {
      version: 1,
      layout,
      history,
      histograms,
      evaluations: [],
      totalSteps: 40,
      stepsPerEpoch: 40,
    }
    const at = (last: number) =>
      distributionsData(
        state,
        'param',
        { frame: history.latest, first: last, last, live: false },
        id => id,
      )
    expect(at(40)).toMatchObject({ step: 21, rows: [{ counted: 7, zeros: 0.21 }] })
    expect(at(20)).toMatchObject({ step: 1, rows: [{ counted: 1, zeros: 0.01 }] })
    expect(distributionsData(state, 'param', null, id => id).step).toBeNull()
  })

  it('stay within their bytes, the newest among them', () => {
    const histograms = createHistogramHistory(64 * 4 * 100)
    for (let step = 1; step <= 5000; step++) histograms.add({ step, counts: new Uint32Array(64) })
    expect(histograms.bytes).toBeLessThanOrEqual(64 * 4 * 100)
    expect(histograms.length).toBeGreaterThan(40)
    expect(histograms.at(1e9)?.step).toBe(5000)
  })
})

describe('distributions chart', () => {
  let container: HTMLElement
  beforeEach(() => {
    vi.clearAllMocks()
    document.body.innerHTML = '<div></div>'
    container = document.body.firstElementChild as HTMLElement
  })
  const draw = (of: DistributionsData) =>
    drawDistributions(container, of, { width: 800, height: 260 }, options)
  const texts = (selector: string) =>
    [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')

  it('draws a ridge for each layer, as high as its largest share', () => {
    draw(data)
    const highest = [...container.querySelectorAll('.chart-ridge path')].map(path =>
      Math.min(
        ...path
          .getAttribute('d')!
          .match(/V(-?[\d.]+)/g)!
          .map(v => Number(v.slice(1))),
      ),
    )
    expect(highest[0]! / highest[1]!).toBeCloseTo(0.75 / 0.5, 1)
    expect(texts('.chart-zeros')).toEqual(['50 %'])
    expect(texts('.chart-axis-title')).toEqual(['|dL/dW|', 'exactly 0'])
  })

  it('tells medians and zeros in a table', () => {
    draw(data)
    expect(texts('.chart-table tbody tr:last-child td')).toEqual(['dense2', '0.125', '50 %'])
    expect(container.getAttribute('aria-label')).toContain('step 21')
  })

  it('is read with the keyboard and selects nodes', () => {
    draw(data)
    const press = (key: string) =>
      container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    press('ArrowDown')
    press('ArrowDown')
    press('Enter')
    expect(options.onSelectNode).toHaveBeenCalledExactlyOnceWith('dense2')
    expect(texts('.chart-tooltip-line b')).toEqual(['0.125', '50 %'])
    press('ArrowRight')
    expect(options.onMoveStep).toHaveBeenCalledExactlyOnceWith(1)
  })

  it('says what it will show while nothing is counted, and draws layers of nothing but zeros', () => {
    draw({ ...data, step: null, rows: [] })
    expect(texts('text.chart-empty')).toEqual(['Nothing counted yet', 'Train to see it.'])
    draw({ ...data, rows: [row('dense1', {}, 1)] })
    expect(texts('.chart-zeros')).toEqual(['100 %'])
    for (const node of container.querySelectorAll('svg *')) {
      for (const { value } of node.attributes) expect(value).not.toMatch(/NaN|undefined/)
    }
  })
})
