// @vitest-environment jsdom
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { drawBoundary } from '../../../src/renderer/panels/charts/boundary/boundary'
import {
  type BoundaryData,
  type BoundaryOptions,
  cellAt,
  leadOf,
  marginAt,
  predictedAt,
} from '../../../src/renderer/panels/charts/boundary/view'
import { isolinePath } from '../../../src/renderer/panels/charts/plane/isolines'
import { mixPixels, pixelOf } from '../../../src/renderer/panels/charts/plane/raster'
import { placeTiles } from '../../../src/renderer/panels/charts/unit-maps/place-tiles'
import { drawUnits, type UnitsData } from '../../../src/renderer/panels/charts/unit-maps/unit-maps'
import { boundaryTable } from '../../../src/renderer/panels/export/probe-figures'

const resolution = 10
const plane = { x: { from: -1, to: 1 }, y: { from: -1, to: 1 } }

/** A value for each cell, by where its middle is. */
function field(value: (x: number, y: number) => number, n = resolution): Float32Array {
  const middle = (i: number) => -1 + ((i + 0.5) / n) * 2
  return Float32Array.from({ length: n * n }, (_, cell) =>
    value(middle(cell % n), middle(Math.floor(cell / n))),
  )
}

/** Class 0 left of the middle, class 1 right of it. */
const outputs = [field(x => (1 - x) / 2), field(x => (1 + x) / 2)]
const answer = { step: 1200, resolution, kind: 'softmax', outputs } as const
const data: BoundaryData = {
  plane,
  classes: 2,
  answer,
  points: [
    { x: -0.5, y: 0, target: 0, isTraining: true },
    { x: -0.25, y: 0.5, target: 0, isTraining: false },
    { x: 0.5, y: 0, target: 1, isTraining: true },
  ],
}

const text: BoundaryOptions['text'] = {
  title: 'Decision boundary',
  measure: 'colour: predicted class',
  x: 'x₁',
  y: 'x₂',
  step: 'step',
  training: 'training',
  heldOut: 'held out',
  share: 'share',
  predicted: 'predicted',
  empty: 'Two inputs are needed\nChoose points.',
  untrained: 'train to see it',
  role: 'map',
  className: index => `class ${index}`,
}
const options: BoundaryOptions = { theme: 'light', pixelRatio: 1, text }
const size = { width: 400, height: 262 }

let container: HTMLDivElement
beforeEach(() => {
  container = document.createElement('div')
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
})

/** The points of a path. */
function corners(path: string): [number, number][] {
  return [...path.matchAll(/([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)])
}

describe('predictions', () => {
  it('are of the largest output, and as sure as it leads', () => {
    expect(predictedAt(outputs, 0)).toBe(0)
    expect(predictedAt(outputs, 9)).toBe(1)
    expect(marginAt(answer, 9)).toBeCloseTo(0.9, 5)
    const alike = {
      ...answer,
      kind: 'sigmoid' as const,
      outputs: [field(() => 0.8), field(() => 0.8)],
    }
    expect(marginAt(alike, 0)).toBe(0)
    expect(leadOf(outputs, 1)[9]).toBeCloseTo(0.9, 5)
  })

  it('are found by a place, and only on the plane', () => {
    expect(cellAt(plane, resolution, { x: -0.99, y: -0.99 })).toBe(0)
    expect(cellAt(plane, resolution, { x: 0.99, y: -0.99 })).toBe(9)
    expect(cellAt(plane, resolution, { x: -0.99, y: 0.99 })).toBe(90)
    expect(cellAt(plane, resolution, { x: 1.01, y: 0 })).toBe(-1)
  })
})

describe('lines of one level', () => {
  const plot = { width: 200, height: 200 }

  it('run where the values cross it, and nowhere along the edge', () => {
    const line = corners(
      isolinePath(
        field(x => x),
        resolution,
        0,
        plot,
      ),
    )
    expect(line.length).toBeGreaterThan(8)
    for (const [x] of line) expect(x).toBeCloseTo(100, 0)
    const ys = line.map(([, y]) => y)
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([0, 200])
    expect(
      isolinePath(
        field(() => 1),
        resolution,
        0,
        plot,
      ),
    ).toBe('')
    expect(
      isolinePath(
        field(() => -1),
        resolution,
        0,
        plot,
      ),
    ).toBe('')
  })

  it('are upright: what is large is at the top', () => {
    const line = corners(
      isolinePath(
        field((_, y) => y),
        resolution,
        0.5,
        plot,
      ),
    )
    for (const [, y] of line) expect(y).toBeCloseTo(50, 0)
  })

  it('go around a circle of any radius', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 0.8, noNaN: true }), radius => {
        const line = corners(isolinePath(field(Math.hypot, 60), 60, radius, plot))
        expect(line.length).toBeGreaterThan(20)
        for (const [x, y] of line) {
          expect(Math.hypot(x - 100, y - 100) / 100).toBeCloseTo(radius, 1)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('colours', () => {
  it('are mixed channel by channel', () => {
    const [black, white] = [pixelOf('#000'), pixelOf('#fff')]
    expect(mixPixels(black, white, 0)).toBe(black)
    expect(mixPixels(black, white, 1)).toBe(white)
    expect(mixPixels(black, pixelOf('#804020'), 0.5)).toBe(pixelOf('#402010'))
  })
})

describe('the decision boundary', () => {
  it('draws training examples filled, held-out ones hollow, and a line between the classes', () => {
    drawBoundary(container, data, size, options)
    const examples = [...container.querySelectorAll('.chart-example')]
    expect(examples).toHaveLength(3)
    const heldOut = container.querySelectorAll('.chart-example.is-held-out')
    expect(heldOut).toHaveLength(1)
    expect(heldOut[0]!.getAttribute('fill')).toBe('#ffffff')
    expect(heldOut[0]!.getAttribute('stroke')).toBe(examples[0]!.getAttribute('fill'))
    // Marks of two classes differ in shape as well as in colour.
    expect(examples[0]!.getAttribute('d')).not.toBe(examples[2]!.getAttribute('d'))
    const lines = container.querySelectorAll('.chart-lines path')
    expect(lines).toHaveLength(2)
    const frame = container.querySelector('.chart-frame')!
    const middle = Number(frame.getAttribute('width')) / 2
    for (const [x] of corners(lines[0]!.getAttribute('d')!)) expect(x).toBeCloseTo(middle, 0)
    expect(frame.getAttribute('width')).toBe(frame.getAttribute('height'))
  })

  it('says what it shows, in a label and a table', () => {
    drawBoundary(container, data, size, options)
    const label = container.getAttribute('aria-label')
    expect(label).toContain('step 1,200')
    expect(label).toContain('class 0 50 %')
    const cells = [...container.querySelectorAll('td')].map(cell => cell.textContent)
    expect(cells).toEqual(['class 0', '50 %', '1', '1', 'class 1', '50 %', '1', '0'])
    const legend = [...container.querySelectorAll('.chart-legend text')].map(t => t.textContent)
    expect(legend).toEqual(['class 0', 'class 1', 'training', 'held out'])
    const className = (index: number) => `${'a very long name of a class'.repeat(2)} ${index}`
    drawBoundary(container, data, size, { ...options, text: { ...text, className } })
    expect(container.querySelector('.chart-legend text')?.textContent).toMatch(/^a very.+…/)
    expect(Number(container.querySelector('.chart-frame')!.getAttribute('width'))).toBeGreaterThan(
      150,
    )
  })

  it('tells probabilities under the pointer, follows new answers, and names an example', () => {
    drawBoundary(container, data, size, options)
    const move = (clientX: number, clientY: number) =>
      container.dispatchEvent(new MouseEvent('pointermove', { clientX, clientY }))
    const axis = container.querySelector('.chart-axis')!.getAttribute('transform')!
    const [left, top] = corners(axis)[0]!
    const side = Number(container.querySelector('.chart-frame')!.getAttribute('width'))
    move(left + side * 0.9, top + side * 0.1)
    const tooltip = () => container.querySelector('.chart-tooltip')?.textContent ?? ''
    expect(tooltip()).toContain('class 1 · predicted')
    const turned = { ...answer, outputs: outputs.toReversed() }
    drawBoundary(container, { ...data, answer: turned }, size, options)
    expect(tooltip()).toContain('class 0 · predicted')
    move(left + side * 0.25, top + side * 0.5)
    expect(tooltip()).toContain('training: class 0')
    container.dispatchEvent(new MouseEvent('pointerleave'))
    expect(tooltip()).toBe('')
  })

  it('can be walked over with the keyboard', () => {
    drawBoundary(container, data, size, options)
    const press = (key: string) => container.dispatchEvent(new KeyboardEvent('keydown', { key }))
    const spoken = () => container.querySelector('.chart-live')?.textContent
    press('ArrowRight')
    expect(spoken()).toMatch(/^x₁ 0, x₂ 0/)
    press('ArrowRight')
    expect(spoken()).toMatch(/x₁ 0\.0667.*class 1 · predicted/)
    press('Escape')
    expect(spoken()).toBe('')
  })

  it('shows the examples before there is a run, and why there is nothing', () => {
    drawBoundary(container, { ...data, answer: null }, size, options)
    expect(container.querySelectorAll('.chart-example')).toHaveLength(3)
    expect(container.querySelectorAll('.chart-lines path')).toHaveLength(0)
    expect(container.textContent).toContain('train to see it')
    drawBoundary(container, { plane: null, classes: null, answer: null, points: [] }, size, options)
    expect(container.querySelector('.chart-empty')?.textContent).toContain('Two inputs')
    expect(container.querySelectorAll('.chart-example, .tick, .chart-entry')).toHaveLength(0)
  })

  it('draws numbers on a scale of their own', () => {
    const value = { ...answer, kind: 'value' as const, outputs: [field(x => 100 + 50 * x)] }
    drawBoundary(container, { ...data, classes: null, answer: value, points: [] }, size, options)
    const bar = [...container.querySelectorAll('.chart-bar text')].map(t => t.textContent)
    expect(bar).toEqual(['55', '145'])
    expect(container.querySelectorAll('.chart-lines path')).toHaveLength(0)
  })

  it('gives its figures as a table', () => {
    const table = boundaryTable({
      runId: 1,
      step: 3,
      epoch: 1,
      answer: { ...plane, resolution, kind: 'softmax', classes: 2, outputs, units: [] },
    })
    expect(table[0]).toEqual(['step', 'x1', 'x2', 'class 0', 'class 1'])
    expect(table).toHaveLength(101)
    expect(table[1]!.slice(0, 3)).toEqual([3, -0.9, -0.9])
    expect(table[10]![4]).toBeCloseTo(0.95, 5)
  })
})

describe('maps of units', () => {
  const units: UnitsData = {
    label: 'tanh1',
    step: 5,
    resolution,
    count: 100,
    values: [field(x => x), field((_, y) => -y / 2), field(() => 0)],
  }
  const unitText = {
    title: (label: string) => `Units of ${label}`,
    shown: (shown: number, count: number) => `${shown} of ${count}`,
    unit: 'unit',
    smallest: 'smallest',
    largest: 'largest',
    empty: 'No responses yet',
    role: 'maps',
  }
  const unitOptions = { theme: 'dark', pixelRatio: 1, text: unitText } as const

  it('are squares beside each other that fit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 60, max: 900 }),
        fc.integer({ min: 30, max: 400 }),
        (count, width, height) => {
          const tiles = placeTiles(count, { width, height }, 26)
          expect(tiles.length).toBeGreaterThan(0)
          for (const [i, { left, top, width: w, height: h }] of tiles.entries()) {
            expect(w).toBe(h)
            expect(left + w).toBeLessThanOrEqual(width)
            expect(top + h).toBeLessThanOrEqual(26 + height)
            const next = tiles[i + 1]
            if (next && next.top === top) expect(next.left).toBeGreaterThanOrEqual(left + w)
            else if (next) expect(next.top).toBeGreaterThanOrEqual(top + h)
          }
        },
      ),
    )
  })

  it('have one scale, a table, and a figure under the pointer', () => {
    drawUnits(container, units, size, unitOptions)
    expect(container.querySelectorAll('.chart-tiles rect')).toHaveLength(3)
    expect(container.textContent).toContain('3 of 100')
    const bar = [...container.querySelectorAll('.chart-legend text')].map(t => t.textContent)
    expect(bar).toEqual(['−0.9', '0', '0.9'])
    const rows = [...container.querySelectorAll('td')].map(cell => cell.textContent)
    expect(rows.slice(3, 6)).toEqual(['2', '−0.45', '0.45'])
    container.dispatchEvent(new MouseEvent('pointermove', { clientX: 20, clientY: 40 }))
    expect(container.querySelector('.chart-tooltip')?.textContent).toContain('unit 1')
    drawUnits(container, null, size, unitOptions)
    expect(container.textContent).toContain('No responses yet')
    expect(container.querySelectorAll('.chart-tiles rect')).toHaveLength(0)
  })
})
