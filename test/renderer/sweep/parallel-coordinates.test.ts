// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { lineColour } from '../../../src/renderer/panels/charts/parallel-coordinates/lines'
import { drawParallelCoordinates } from '../../../src/renderer/panels/charts/parallel-coordinates/parallel-coordinates'
import {
  linesWithin,
  type ParallelAxis,
  type ParallelData,
  type ParallelOptions,
  placeOn,
  ticksOf,
} from '../../../src/renderer/panels/charts/parallel-coordinates/view'

const rate: ParallelAxis = { id: 'rate', label: 'Rate', scale: 'log', domain: [1e-6, 1e-2] }
const units: ParallelAxis = { id: 'units', label: 'Units', scale: 'log', domain: [4, 64] }
const kind: ParallelAxis = {
  id: 'kind',
  label: 'Kind',
  scale: 'list',
  domain: [0, 1],
  list: ['relu', 'tanh', 'gelu'].map(value => ({ value, label: value })),
}
const accuracy: ParallelAxis = {
  id: 'accuracy',
  label: 'Accuracy',
  scale: 'linear',
  domain: [0.5, 1],
  percent: true,
}
const data: ParallelData = {
  axes: [rate, kind, accuracy],
  lines: [
    { id: 2, label: 'Trial 2', values: [1e-3, 'tanh', 1], goodness: 1 },
    { id: 1, label: 'Trial 1', values: [1e-5, 'relu', 0.5], goodness: 0 },
    { id: 3, label: 'Trial 3', values: [1e-2, 'gelu', null], goodness: null, note: 'diverged' },
  ],
}

describe('places on an axis', () => {
  it('are even by decades on a log scale and by steps in a list', () => {
    expect(placeOn(rate, 1e-6)).toBeCloseTo(1)
    expect(placeOn(rate, 1e-4)).toBeCloseTo(0.5)
    expect(placeOn(kind, 'relu')).toBe(1)
    expect(placeOn(kind, 'tanh')).toBe(0.5)
    expect(placeOn(kind, 'elu')).toBeNull()
    expect(placeOn(rate, 0)).toBeNull()
    expect(placeOn(accuracy, null)).toBeNull()
  })

  it('have marks that stand apart', () => {
    expect(ticksOf(rate, 100).map(({ label }) => label)).toEqual([
      '10⁻⁶',
      '10⁻⁵',
      '10⁻⁴',
      '10⁻³',
      '0.01',
    ])
    expect(ticksOf(units, 100).map(({ label }) => label)).toEqual(['5', '10', '20', '50'])
    expect(ticksOf(accuracy, 100).at(-1)!.label).toBe('100 %')
    for (const axis of [rate, units, kind, accuracy]) {
      for (const height of [40, 100, 300]) {
        const places = ticksOf(axis, height).map(({ place }) => place * height)
        const gaps = places.slice(1).map((place, i) => Math.abs(place - places[i]!))
        expect(Math.min(...gaps), `${axis.id} ${height}`).toBeGreaterThan(11)
      }
    }
  })
})

describe('what is marked on the axes', () => {
  const within = (marks: [string, [number, number]][]) =>
    linesWithin({ data, marks: new Map(marks) }).map(({ id }) => id)

  it('filters the lines; those without a value there are out', () => {
    expect(within([])).toEqual([2, 1, 3])
    expect(within([['rate', [0, 0.5]]])).toEqual([2, 3])
    expect(within([['accuracy', [0, 1]]])).toEqual([2, 1])
    const both: [string, [number, number]][] = [
      ['rate', [0, 0.5]],
      ['kind', [0.4, 0.6]],
    ]
    expect(within(both)).toEqual([2])
  })
})

describe('drawParallelCoordinates', () => {
  let container: HTMLElement
  const onSelect = vi.fn()
  const options: ParallelOptions = {
    theme: 'light',
    selected: null,
    onSelect,
    onFilter: () => {},
    text: {
      title: 'Trials',
      measure: 'colour: accuracy',
      hint: 'drag',
      lost: 'diverged',
      empty: 'No trials yet\nStart.',
      role: 'parallel coordinates',
    },
  }
  const draw = (shown: ParallelData | null, more: Partial<ParallelOptions> = {}) =>
    drawParallelCoordinates(container, shown, { width: 600, height: 240 }, { ...options, ...more })
  const paths = () => [...container.querySelectorAll<SVGPathElement>('.parallel-line')]
  const key = (name: string) =>
    container.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))

  beforeEach(() => {
    container = document.createElement('div')
    document.body.replaceChildren(container)
    onSelect.mockClear()
  })

  it('draws a line for each trial, the best on top, in the colour of its rank', () => {
    draw(data)
    expect(paths().map(path => path.dataset.trial)).toEqual(['3', '1', '2'])
    expect(paths()[2]!.getAttribute('stroke')).toBe(lineColour(1, 'light'))
    expect(paths()[0]!.classList.contains('is-lost')).toBe(true)
    expect(container.querySelectorAll('.parallel-axis')).toHaveLength(3)
    expect(container.textContent).toContain('diverged')
  })

  it('raises the one that is looked at', () => {
    draw(data, { selected: 1 })
    expect(paths().at(-1)!.dataset.trial).toBe('1')
    expect(paths().at(-1)!.classList.contains('is-selected')).toBe(true)
  })

  it('goes through the trials by rank with the arrow keys and chooses with Enter', () => {
    draw(data)
    key('ArrowRight')
    expect(container.querySelector('.chart-live')!.textContent).toMatch(/Trial 2.*Rate 0\.001/)
    key('ArrowRight')
    key('Enter')
    expect(onSelect).toHaveBeenCalledWith(1)
  })

  it('says what will be there, and has the figures as a table', () => {
    draw(null)
    expect(container.textContent).toContain('No trials yet')
    expect(paths()).toHaveLength(0)
    draw(data)
    expect(container.textContent).not.toContain('No trials yet')
    const rows = [...container.querySelectorAll('table.chart-table tbody tr')]
    expect(rows.map(row => row.textContent)).toEqual([
      'Trial 20.001tanh100 %',
      'Trial 11e−5relu50 %',
      'Trial 30.01geludiverged',
    ])
  })

  it('makes the best stand out from either ground', () => {
    const light = (colour: string) =>
      colour.match(/\d+/g)!.reduce((sum, part) => sum + Number(part), 0)
    expect(light(lineColour(1, 'light'))).toBeLessThan(light(lineColour(0, 'light')))
    expect(light(lineColour(1, 'dark'))).toBeGreaterThan(light(lineColour(0, 'dark')))
  })
})
