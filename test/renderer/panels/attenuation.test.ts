// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import example from '../../../resources/examples/vanishing-sigmoid.gradscope?raw'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import type { TelemetryLayout } from '../../../src/engine/telemetry/layout'
import { attenuationData } from '../../../src/renderer/panels/attenuation-data'
import { drawAttenuation } from '../../../src/renderer/panels/charts/attenuation/attenuation'
import type {
  AttenuationData,
  AttenuationOptions,
} from '../../../src/renderer/panels/charts/attenuation/view'
import { textWidth } from '../../../src/renderer/panels/charts/format'

const document_ = JSON.parse(example) as GraphDocument
const { graph } = analyze(document_)

/** A frame in which each layer's output has the RMS gradient that `rmsOf` gives it. */
function frameOf(rmsOf: (nodeId: string) => number) {
  const rows: TelemetryLayout['rows'][number][] = []
  const frame: number[] = []
  for (const { id, shape } of graph!.nodes) {
    const columns = { 'gradient.rms': frame.push(rmsOf(id)) - 1 }
    rows.push({ name: id, nodeId: id, kind: 'output', shape, columns })
  }
  const layout: TelemetryLayout = { width: frame.length, rows, histogramLength: 0 }
  return { layout, shown: { frame: Float64Array.from(frame), first: 7, last: 7, live: true } }
}

/** Every dense layer doubles the gradient on its way back, every sigmoid passes on a fifth. */
function backward(id: string): number {
  const number = Number(/\d+/.exec(id)?.[0] ?? 0)
  if (id.startsWith('dense')) return (2 * 0.2) ** (9 - number)
  return id.startsWith('sigmoid') ? 2 * (2 * 0.2) ** (9 - number - 1) : 1
}

const options: AttenuationOptions = {
  theme: 'light',
  selectedNodeId: null,
  onSelectNode: vi.fn(),
  onMoveStep: vi.fn(),
  onRelease: vi.fn(),
  text: {
    title: 'Attenuation',
    perLayer: factor => `${factor} a layer`,
    bound: (name, slope) => `the ${name}’s bound is ${slope}`,
    axis: 'RMS of dL/dy',
    depth: 'hidden layer',
    step: 'step',
    blameTitle: 'What shrinks it',
    blameAxis: 'factor',
    share: { weights: 'weights', activation: 'activations', other: 'other' },
    shareHelp: { weights: 'weights', activation: 'activation', other: 'other' },
    total: factor => `= ${factor} end to end`,
    layer: 'layer',
    empty: 'No training steps yet\nTrain to see it.',
    flat: 'Nothing to compare',
    role: 'depth profile',
  },
}

const { layout, shown } = frameOf(backward)
const data = attenuationData(graph, layout, shown, id => id)

describe('attenuation data', () => {
  it('fits the factor per layer and names the bound of the sigmoid', () => {
    expect(data.points.map(point => point.depth)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(data.factorPerLayer).toBeCloseTo(0.4)
    expect(data.bound).toEqual({ name: 'sigmoid', slope: 0.25 })
  })

  it('splits each layer into weights and activation, and their products make the total', () => {
    expect(data.layers).toHaveLength(9)
    expect(data.layers[0]).toMatchObject({ nodeId: 'dense1', weights: null, other: null })
    expect(data.layers[0]!.activation).toBeCloseTo(0.2)
    expect(data.layers[4]!.weights).toBeCloseTo(2)
    expect(data.layers[8]!.activation).toBeNull()
    expect(data.products.activation! * data.products.weights!).toBeCloseTo(data.total, 10)
    expect(data.products.other).toBeNull()
  })

  it('is empty without a run', () => {
    expect(attenuationData(null, null, null, id => id)).toMatchObject({ step: null, points: [] })
  })
})

describe('attenuation chart', () => {
  let container: HTMLElement
  beforeEach(() => {
    vi.clearAllMocks()
    document.body.innerHTML = '<div></div>'
    container = document.body.firstElementChild as HTMLElement
  })
  const draw = (of: AttenuationData, width = 1200) =>
    drawAttenuation(container, of, { width, height: 260 }, options)
  const texts = (selector: string) =>
    [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')
  const press = (key: string) =>
    container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))

  it('tells the one number, with the bound beside it', () => {
    draw(data)
    expect(texts('.chart-number')).toEqual(['×0.4 a layer'])
    expect(texts('.chart-title .chart-measure')[0]).toContain('the sigmoid’s bound is 0.25')
    expect(container.querySelectorAll('circle')).toHaveLength(8)
    expect(container.getAttribute('aria-label')).toContain('step 7. ×0.4 a layer')
  })

  it('shows the shares with their products where there is room', () => {
    draw(data)
    expect(container.querySelectorAll('.chart-share.tone-activation')).toHaveLength(8)
    expect(container.querySelectorAll('.chart-share.tone-weights')).toHaveLength(8)
    expect(texts('.chart-product text')).toEqual([
      'weights ×324',
      'activations ×2.6e−6',
      '= ×8.3e−4 end to end',
    ])
    draw(data, 300)
    expect(container.querySelectorAll('.chart-product')).toHaveLength(0)
    expect(container.querySelector('.chart-blame')!.getAttribute('display')).toBe('none')
  })

  it('shows the products whole, at any width that has room for the shares', () => {
    for (let width = 480; width <= 1200; width += 40) {
      drawAttenuation(container, data, { width, height: 260 }, options)
      const parts = [...container.querySelectorAll('.chart-product')]
      if (parts.length === 0) continue
      const placed = (element: Element) =>
        Number(/translate\(([\d.]+)/.exec(element.getAttribute('transform')!)![1])
      const total = parts.at(-1)!
      const label = total.querySelector('text')!.textContent!
      expect(label).toMatch(/^= ×/)
      const right = placed(total.parentElement!) + placed(total) + textWidth(label)
      expect(right, `${width} px`).toBeLessThanOrEqual(width)
    }
  })

  it('has the fitted line through the points', () => {
    draw(data)
    const [x1, y1, x2, y2] = container
      .querySelector('.chart-fit')!
      .getAttribute('d')!
      .match(/-?[\d.]+/g)!
      .map(Number) as [number, number, number, number]
    const circles = [...container.querySelectorAll('circle')]
    const place = (circle: Element) =>
      [circle.getAttribute('cx'), circle.getAttribute('cy')].map(Number)
    const [first, last] = [place(circles[0]!), place(circles.at(-1)!)]
    for (const [a, b] of [
      [x1, first[0]!],
      [y1, first[1]!],
      [x2, last[0]!],
      [y2, last[1]!],
    ] as const) {
      expect(Math.abs(a - b)).toBeLessThan(0.5)
    }
  })

  it('says everything in a table too', () => {
    draw(data)
    expect(texts('.chart-table th')).toEqual(['layer', 'RMS of dL/dy', 'weights', 'activation'])
    expect(texts('.chart-table tbody tr:nth-child(2) td')).toEqual([
      'dense2',
      '0.00164',
      '2',
      '0.2',
    ])
  })

  it('is read layer by layer and step by step with the keyboard', () => {
    draw(data)
    press('ArrowDown')
    press('ArrowDown')
    expect(texts('.chart-tooltip-title')).toEqual(['dense2'])
    expect(texts('.chart-live')[0]).toContain('RMS of dL/dy 0.0016384')
    press('Enter')
    expect(options.onSelectNode).toHaveBeenCalledExactlyOnceWith('dense2')
    press('ArrowLeft')
    expect(options.onMoveStep).toHaveBeenCalledExactlyOnceWith(-1)
    press('Escape')
    expect(options.onRelease).toHaveBeenCalledOnce()
  })

  it('says what it will show, and survives gradients that are no numbers', () => {
    draw(attenuationData(null, null, null, id => id))
    expect(texts('text.chart-empty')).toEqual(['No training steps yet', 'Train to see it.'])
    const broken = frameOf(id => (id === 'dense3' ? Number.NaN : id === 'dense4' ? 0 : 0.1))
    draw(attenuationData(graph, broken.layout, broken.shown, id => id))
    expect(texts('.chart-broken-label')).toEqual(['NaN', '0'])
    const nothing = frameOf(() => Number.NaN)
    draw(attenuationData(graph, nothing.layout, nothing.shown, id => id))
    expect(texts('text.chart-empty')).toEqual(['Nothing to compare'])
    for (const node of container.querySelectorAll('svg *')) {
      for (const { value } of node.attributes) expect(value).not.toMatch(/NaN|undefined|Infinity/)
    }
  })
})
