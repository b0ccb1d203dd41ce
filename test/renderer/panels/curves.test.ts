// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { drawCurves } from '../../../src/renderer/panels/charts/curves/curves'
import { axisTicks, valueRange } from '../../../src/renderer/panels/charts/curves/value-axis'
import type { CurvesData, CurvesOptions } from '../../../src/renderer/panels/charts/curves/view'
import { textWidth } from '../../../src/renderer/panels/charts/format'

const size = { width: 360, height: 240 }

function createData(values: number[], validation: [number, number][] = []): CurvesData {
  const step = Float64Array.from(values, (_, i) => i + 1)
  const line = Float64Array.from(values)
  return {
    step: { min: step, max: step },
    epoch: { min: step, max: step },
    count: values.length,
    stride: 1,
    line: { label: 'train', tone: 'train', min: line, max: line, mean: slot => line[slot]! },
    pointLines: [
      {
        label: 'validation',
        tone: 'validation',
        points: validation.map(([at, value]) => ({ step: at, value })),
      },
    ],
  }
}

function createOptions(changes: Partial<CurvesOptions> = {}): CurvesOptions {
  return {
    log: false,
    percent: false,
    smooth: true,
    window: null,
    onWindow: () => {},
    scrub: { hover: () => {}, pin: () => {}, release: () => {} },
    marks: [],
    text: {
      title: 'Loss',
      axis: 'mean data loss',
      log: 'log',
      step: 'step',
      epoch: 'epoch',
      smoothed: 'smoothed',
      empty: 'Loss will be drawn here.',
      role: 'line chart',
    },
    ...changes,
  }
}

let container: HTMLElement
beforeEach(() => {
  document.body.innerHTML = '<div></div>'
  container = document.body.firstElementChild as HTMLElement
})

function texts(selector: string): string[] {
  return [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')
}

const falling = createData(
  Array.from({ length: 60 }, (_, i) => 2.3 * 0.95 ** i),
  [
    [20, 1],
    [40, 0.4],
    [60, 0.15],
  ],
)

describe('curves', () => {
  it('draw axes, lines, points and direct labels', () => {
    drawCurves(container, falling, size, createOptions())
    for (const part of ['title', 'grid', 'axis', 'ends']) {
      const { outerHTML } = container.querySelector(`g.chart-${part}`)!
      expect(outerHTML.replaceAll('><', '>\n<')).toMatchSnapshot(part)
    }
    expect(container.querySelectorAll('path.chart-line')).toHaveLength(3)
    expect(container.querySelectorAll('.chart-lines circle')).toHaveLength(3)
  })

  it('draw equal ratios equally far apart on a log axis', () => {
    const data = createData([1, 0.1, 0.01])
    drawCurves(container, data, size, createOptions({ log: true }))
    const ys = [
      ...container
        .querySelector('.is-raw')!
        .getAttribute('d')!
        .matchAll(/,([\d.]+)/g),
    ]
    const [a, b, c] = ys.map(match => Number(match[1])) as [number, number, number]
    expect(b - a).toBeCloseTo(c - b, 0)
    expect(texts('.chart-title .chart-measure')).toEqual(['mean data loss, log'])
  })

  it('leave a gap and mark it where values are NaN', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i >= 20 && i < 40 ? Number.NaN : 1))
    drawCurves(container, createData(values), size, createOptions())
    expect(container.querySelector('.is-raw')!.getAttribute('d')!.match(/M/g)).toHaveLength(2)
    expect(container.querySelectorAll('.chart-broken')).toHaveLength(1)
    expect(texts('.chart-broken-label')).toEqual(['NaN / Inf'])
  })

  it('never overlap the labels at their ends', () => {
    const data = createData([1, 1, 1], [[3, 1]])
    drawCurves(container, data, size, createOptions())
    const [a, b] = [...container.querySelectorAll('.chart-end-name')].map(n =>
      Number(n.getAttribute('y')),
    ) as [number, number]
    expect(Math.abs(a - b)).toBeGreaterThanOrEqual(27)
  })

  it('have room for what stands at their ends, a long figure beside a short name too', () => {
    const data = createData([1, 2.92e-4])
    const short = { ...data, line: { ...data.line, label: 't' }, pointLines: [] }
    drawCurves(container, short, size, createOptions())
    const value = container.querySelector('.chart-end-value')!
    expect(value.textContent).toMatch(/e−4$/)
    const ends = container.querySelector('g.chart-ends')!
    const left = Number(/translate\((\d+)/.exec(ends.getAttribute('transform')!)![1])
    const right = left + Number(value.getAttribute('x')) + textWidth(value.textContent!)
    expect(right).toBeLessThanOrEqual(size.width)
  })

  it('tell exact values under the cursor and in the text alternative', () => {
    drawCurves(container, falling, size, createOptions())
    container.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }))
    expect(texts('.chart-tooltip-title')).toEqual(['step 1 · epoch 1'])
    expect(texts('.chart-tooltip-line b')).toEqual(['2.3', '2.3', '1'])
    expect(container.getAttribute('aria-label')).toContain('validation 0.15')
  })

  it('begin at the first evaluation, made before the first step', () => {
    drawCurves(container, createData([2.3, 1], [[0, 2.4]]), size, createOptions())
    expect(container.querySelector('circle.tone-validation')?.getAttribute('cx')).toBe('0.0')
  })

  it('draw a single step as a point', () => {
    drawCurves(container, createData([2.3]), size, createOptions())
    expect(container.querySelectorAll('circle.tone-train')).toHaveLength(1)
    drawCurves(container, createData([2.3, 1]), size, createOptions())
    expect(container.querySelectorAll('circle.tone-train')).toHaveLength(0)
  })

  it('say what they will show while there is nothing', () => {
    drawCurves(container, createData([]), size, createOptions())
    expect(texts('text.chart-empty')).toEqual(['Loss will be drawn here.'])
    for (const node of container.querySelectorAll('svg *')) {
      for (const { value } of node.attributes) expect(value).not.toMatch(/NaN|undefined/)
    }
  })
})

describe('vertical axis', () => {
  it('starts at zero when linear and spans what is positive when logarithmic', () => {
    expect(valueRange(createData([0.5, 2.3]), createOptions())).toEqual([0, 2.5])
    const [low, high] = valueRange(createData([0, 1e-3, 10]), createOptions({ log: true }))!
    expect(low).toBeLessThanOrEqual(1e-3)
    expect(low).toBeGreaterThan(1e-4)
    expect(high).toBeGreaterThanOrEqual(10)
  })

  it('marks powers of ten, thinned to the height', () => {
    const ticks = axisTicks([1e-8, 1], 110, { log: true, percent: false })
    expect(ticks.map(tick => tick.label)).toEqual(['10⁻⁶', '10⁻³', '10⁰'])
  })

  it('writes fractions in per cent', () => {
    const ticks = axisTicks([0, 1], 110, { log: false, percent: true })
    expect(ticks.map(tick => tick.label)).toEqual(['0 %', '50 %', '100 %'])
  })
})
