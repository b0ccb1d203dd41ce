// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { analyze } from '../../../src/engine/graph/analyze'
import { drawHistograms } from '../../../src/renderer/panels/charts/histograms/histograms'
import { layOutCells } from '../../../src/renderer/panels/charts/histograms/layout'
import type {
  Histogram,
  HistogramsOptions,
} from '../../../src/renderer/panels/charts/histograms/view'
import { drawUnitActivity } from '../../../src/renderer/panels/charts/unit-activity/unit-activity'
import type { UnitActivityOptions } from '../../../src/renderer/panels/charts/unit-activity/view'
import type { WeightImagesOptions } from '../../../src/renderer/panels/charts/weight-images/view'
import { drawWeightImages } from '../../../src/renderer/panels/charts/weight-images/weight-images'
import { spreadSteps, timeData } from '../../../src/renderer/panels/distributions/time-data'
import {
  imageBefore,
  type Layer,
  matrixData,
  valueHistogram,
  weightImages,
} from '../../../src/renderer/panels/layer/layer-data'
import { createHistogramHistory } from '../../../src/renderer/stores/histogram-history'
import { documentOf, mnistDocument } from '../../support/documents'

let container: HTMLElement
beforeEach(() => {
  document.body.innerHTML = '<div></div>'
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  container = document.body.firstElementChild as HTMLElement
})
const texts = (selector: string) =>
  [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')
const press = (key: string) =>
  container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
const expectNumbers = () => {
  for (const node of container.querySelectorAll('svg *')) {
    for (const { value } of node.attributes) expect(value).not.toMatch(/NaN|undefined|Infinity/)
  }
}

function layer(changes: Partial<Layer> = {}): Layer {
  return {
    nodeId: 'dense1',
    step: 3,
    rows: 16,
    exact: true,
    shape: [2],
    params: [
      {
        name: 'dense1.W',
        shape: [784, 2],
        values: Float32Array.from({ length: 1568 }, (_, i) => i - 700),
        gradient: new Float32Array(1568),
      },
      {
        name: 'dense1.b',
        shape: [2],
        values: new Float32Array(2),
        gradient: Float32Array.of(1, -1),
      },
    ],
    units: {
      mean: new Float32Array(2),
      std: new Float32Array(2),
      zeroFraction: new Float32Array(2),
    },
    outputs: null,
    ...changes,
  }
}
const choices = { tensor: 'W', side: 'values', view: 'matrix', unit: null } as const

describe('the tensors of a layer', () => {
  it('are shown as rows and columns, gradients under their own name', () => {
    const W = matrixData(layer(), choices)!
    expect(W).toMatchObject({ name: 'W', rows: 784, columns: 2, vector: false })
    const db = matrixData(layer(), { ...choices, tensor: 'b', side: 'gradient' })!
    expect(db).toMatchObject({ name: 'dL/db', rows: 1, columns: 2, vector: true })
    expect([...db.values]).toEqual([1, -1])
    expect(matrixData(layer(), { ...choices, tensor: 'gamma' })!.name).toBe('W')
    expect(matrixData(layer({ params: [] }), choices)).toBeNull()
  })

  it('have every finite value in one bin, symmetric about 0', () => {
    const values = Float32Array.of(-2, 2, 0, 0, 1, Number.NaN, Infinity)
    const data = { name: 'W', rows: 1, columns: 7, values, vector: true }
    const { low, high, counts, zeros, notFinite, total, mean } = valueHistogram(data, 'a', 'W')
    expect([low, high, zeros, notFinite, total]).toEqual([-2, 2, 2, 2, 7])
    expect(Array.from(counts).reduce((sum, count) => sum + count, 0)).toBe(5)
    expect(counts[(counts.length - 1) / 2]).toBe(2)
    expect(counts[0]).toBe(1)
    expect(mean).toBeCloseTo(1 / 5)
  })

  it('are images where the first layer sees images', () => {
    const { graph } = analyze(mnistDocument([2]))
    expect(imageBefore(graph!, 'dense1')).toEqual({ height: 28, width: 28 })
    expect(imageBefore(graph!, 'dense2')).toBeNull()
    expect(imageBefore(graph!, 'relu1')).toBeNull()
    const images = weightImages(layer(), 'values', graph!)!
    expect(images).toMatchObject({ height: 28, width: 28, units: 2, name: 'W' })
    expect(weightImages(layer({ nodeId: 'dense2' }), 'values', graph!)).toBeNull()
  })

  it('are images behind dropout too, and none of points', () => {
    const withDropout = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'drop1', kind: 'dropout' },
      { id: 'dense1', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
    ])
    expect(imageBefore(analyze(withDropout).graph!, 'dense1')).toEqual({ height: 28, width: 28 })
    const points = documentOf([
      { id: 'data1', kind: 'data', attrs: { dataset: 'spiral' } },
      { id: 'dense1', kind: 'dense', attrs: { units: 2 } },
      { id: 'loss1', kind: 'loss' },
    ])
    const { graph } = analyze(points)
    expect(graph && imageBefore(graph, 'dense1')).toBeNull()
  })
})

describe('unit activity chart', () => {
  const options: UnitActivityOptions = {
    text: {
      title: 'Unit activity',
      figure: '1 of 4 dead',
      unit: 'unit',
      active: 'share of examples',
      mean: 'mean',
      std: 'std',
      dead: 'dead',
      empty: 'Nothing yet',
      role: 'bar chart',
      units: (from, to) => `units ${from}–${to}`,
    },
  }
  const data = {
    mean: Float32Array.of(1, 0, 2, 0.5),
    std: Float32Array.of(0.5, 0, 1, 0.25),
    zeroFraction: Float32Array.of(0.25, 1, 0, 0.5),
  }
  const size = { width: 400, height: 200 }

  it('has a bar for each unit and marks the dead', () => {
    drawUnitActivity(container, data, size, options)
    expect(container.querySelectorAll('rect.chart-active')).toHaveLength(4)
    expect(container.querySelectorAll('rect.chart-active.is-dead')).toHaveLength(1)
    const heights = [...container.querySelectorAll('rect.chart-active')].map(bar =>
      Number(bar.getAttribute('height')),
    )
    expect(heights[3]! / heights[0]!).toBeCloseTo(0.5 / 0.75, 1)
    expect(container.querySelector('svg')!.innerHTML).toMatchSnapshot()
    expect(texts('.chart-table tbody tr:nth-child(1) td')).toEqual(['0', '75 %', '1', '0.5'])
  })

  it('is read with the keyboard', () => {
    drawUnitActivity(container, data, size, options)
    press('ArrowRight')
    press('ArrowRight')
    expect(texts('.chart-tooltip-title')).toEqual(['unit 1 · dead'])
    expect(texts('.chart-live')).toEqual(['unit 1 · dead, share of examples 0 %, mean 0, std 0'])
  })

  it('loses no dead unit where units are more than pixels', () => {
    const many = {
      mean: new Float32Array(5000).fill(1),
      std: new Float32Array(5000),
      zeroFraction: new Float32Array(5000),
    }
    many.zeroFraction[2718] = 1
    drawUnitActivity(container, many, size, options)
    expect(container.querySelectorAll('rect.chart-active.is-dead')).toHaveLength(1)
  })

  it('leaves shares out where no output is ever 0, and draws only numbers', () => {
    drawUnitActivity(container, { ...data, zeroFraction: new Float32Array(4) }, size, options)
    expect(container.querySelectorAll('rect.chart-active')).toHaveLength(0)
    expect(container.querySelectorAll('rect.chart-mean')).toHaveLength(4)
    drawUnitActivity(
      container,
      { ...data, mean: Float32Array.of(1, Number.NaN, Infinity, 0) },
      size,
      options,
    )
    expectNumbers()
    drawUnitActivity(container, null, size, options)
    expect(texts('text.chart-empty')).toEqual(['Nothing yet'])
  })
})

describe('histograms side by side', () => {
  const options: HistogramsOptions = {
    selectedId: null,
    onSelect: vi.fn(),
    text: {
      title: 'Outputs by layer',
      figure: 'step 3',
      measure: 'share of outputs',
      share: most => `share, up to ${most}`,
      mean: 'mean',
      std: 'standard deviation',
      zero: 'exactly 0',
      layer: 'layer',
      empty: 'Nothing yet\nTrain.',
      role: 'histograms',
    },
  }
  const histogram = (id: string, counts: readonly number[]): Histogram => ({
    id,
    label: id,
    low: 0,
    high: 1,
    counts,
    total: counts.reduce((sum, count) => sum + count, 0),
    zeros: 0,
    notFinite: 0,
    mean: 0.5,
    std: 0.25,
  })
  const data = [histogram('sigmoid1', [4, 0, 0, 4]), histogram('sigmoid2', [0, 10, 0, 0])]

  it('are drawn on one scale of shares', () => {
    drawHistograms(container, data, { width: 600, height: 160 }, options)
    const highest = [...container.querySelectorAll('.chart-bars')].map(path =>
      Math.min(
        ...path
          .getAttribute('d')!
          .match(/V(-?[\d.]+)/g)!
          .map(v => Number(v.slice(1))),
      ),
    )
    const base = Number(container.querySelector('line.chart-baseline')!.getAttribute('y1'))
    expect((base - highest[0]!) / (base - highest[1]!)).toBeCloseTo(0.5, 1)
    expect(texts('.chart-measure')).toEqual(['share, up to 100 %'])
    expect(container.querySelector('svg')!.innerHTML).toMatchSnapshot()
  })

  it('tell their figures in a table and to the keyboard, and select nodes', () => {
    drawHistograms(container, data, { width: 600, height: 160 }, options)
    expect(texts('.chart-table tbody tr:last-child td')).toEqual(['sigmoid2', '0.5', '0.25', '0 %'])
    press('ArrowRight')
    press('ArrowRight')
    expect(texts('.chart-live')[0]).toContain('sigmoid2, mean 0.5')
    press('Enter')
    expect(options.onSelect).toHaveBeenCalledExactlyOnceWith('sigmoid2')
  })

  it('stay within the space, however many there are', () => {
    for (const count of [1, 5, 9, 30]) {
      const cells = layOutCells(count, { width: 700, height: 220 }, 24, 12)
      expect(cells).toHaveLength(count)
      for (const cell of cells) {
        expect(cell.left + cell.width).toBeLessThanOrEqual(700)
        expect(cell.top + cell.height).toBeLessThanOrEqual(220)
        expect(cell.width).toBeGreaterThan(0)
      }
    }
  })

  it('draw only numbers where nothing was finite', () => {
    const broken = {
      ...histogram('a', [0, 0]),
      total: 4,
      notFinite: 4,
      mean: Number.NaN,
      std: Number.NaN,
    }
    drawHistograms(container, [broken], { width: 600, height: 160 }, options)
    expectNumbers()
    drawHistograms(container, [], { width: 600, height: 160 }, options)
    expect(texts('text.chart-empty')).toEqual(['Nothing yet', 'Train.'])
  })
})

describe('weights as images', () => {
  const onChoose = vi.fn()
  const options: WeightImagesOptions = {
    theme: 'dark',
    pixelRatio: 1,
    chosen: null,
    onChoose,
    text: {
      title: 'What each unit looks for',
      figure: 'dense1',
      measure: 'W',
      unit: 'unit',
      rms: 'RMS of the column',
      empty: 'Nothing yet',
      role: 'weight images',
      enlarge: 'A click enlarges a unit.',
    },
  }
  const values = Float32Array.from({ length: 4 * 3 }, (_, i) => i - 6)
  const data = { name: 'W', height: 2, width: 2, units: 3, values }
  const size = { width: 500, height: 200 }

  it('tell the weight under the pointer', () => {
    drawWeightImages(container, data, size, options)
    const at = (x: number, y: number) =>
      container.dispatchEvent(
        new MouseEvent('pointermove', { clientX: x, clientY: y, bubbles: true }),
      )
    at(15, 30)
    expect(texts('.chart-tooltip-title')).toEqual(['unit 0'])
    expect(texts('.chart-tooltip-line span')[0]).toBe('W[0, 0] · (0, 0)')
    expect(texts('.chart-tooltip-line b')[0]).toBe('−6')
    expect(container.querySelector('svg')!.innerHTML).toMatchSnapshot()
  })

  it('are chosen by click and by key, and let go again', () => {
    drawWeightImages(container, data, size, options)
    container.dispatchEvent(new MouseEvent('click', { clientX: 15, clientY: 30, bubbles: true }))
    expect(onChoose).toHaveBeenLastCalledWith(0)
    press('ArrowRight')
    press('ArrowRight')
    press('Enter')
    expect(onChoose).toHaveBeenLastCalledWith(1)
    drawWeightImages(container, data, size, { ...options, chosen: 1 })
    expect(container.querySelectorAll('rect.chart-selected')).toHaveLength(1)
    press('Escape')
    expect(onChoose).toHaveBeenLastCalledWith(null)
    expectNumbers()
  })
})

describe('gradients over time', () => {
  it('keep the first and the newest of many steps', () => {
    const kept = Array.from({ length: 100 }, (_, i) => ({
      step: i + 1,
      counts: new Uint32Array(0),
    }))
    const steps = spreadSteps(kept, 16).map(({ step }) => step)
    expect(steps).toHaveLength(16)
    expect([steps[0], steps.at(-1)]).toEqual([1, 100])
    expect(new Set(steps).size).toBe(16)
    expect(spreadSteps(kept.slice(0, 3), 16)).toHaveLength(3)
  })

  it('are those of the selected node, with the share of zeros that was not counted', () => {
    const histograms = createHistogramHistory()
    const counts = new Uint32Array(128)
    counts[64 + 3] = 6
    histograms.add({ step: 1, counts })
    const row = (nodeId: string, histogram: number) => ({
      name: `${nodeId}.W`,
      nodeId,
      kind: 'param' as const,
      shape: [2, 4],
      columns: { 'gradient.rms': 7 },
      histogram,
    })
    const layout = { width: 8, rows: [row('dense1', 0), row('dense2', 64)], histogramLength: 128 }
    const data = timeData({ layout, histograms }, 'param', 'dense2')
    expect(data).toMatchObject({ tensor: 'dense2.W', step: 1 })
    expect(data.rows).toMatchObject([{ label: '1', counted: 6, zeros: 0.25 }])
    expect(timeData({ layout, histograms }, 'param', null).tensor).toBe('dense1.W')
    expect(timeData({ layout: null, histograms: null }, 'param', null).tensor).toBeNull()
  })
})
