// @vitest-environment jsdom
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  binMatrix,
  edgesOf,
  matrixFacts,
  shownCell,
  signedCoder,
} from '../../../src/renderer/panels/charts/matrix/cells'
import { drawMatrix } from '../../../src/renderer/panels/charts/matrix/matrix'
import type { MatrixData, MatrixOptions } from '../../../src/renderer/panels/charts/matrix/view'
import { panned, zoomed } from '../../../src/renderer/panels/charts/matrix/zoom'
import { infCell, nanCell, zeroCell } from '../../../src/renderer/panels/charts/palette'

const anyCell = fc.oneof(
  { weight: 6, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity) },
)
const anyMatrix = fc
  .tuple(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 17 }))
  .chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      values: fc
        .array(anyCell, { minLength: rows * columns, maxLength: rows * columns })
        .map(cells => Float32Array.from(cells)),
      most: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
    }),
  )
const whole = (rows: number, columns: number) => ({ top: 0, bottom: rows, left: 0, right: columns })

describe('a matrix seen through fewer cells', () => {
  it('shows in every bin its NaN, else its value largest in size', () => {
    fc.assert(
      fc.property(anyMatrix, ({ rows, columns, values, most }) => {
        const bins = binMatrix(values, columns, whole(rows, columns), most[0], most[1])
        for (let i = 0; i < bins.rows; i++) {
          for (let j = 0; j < bins.columns; j++) {
            const inside: number[] = []
            for (let row = bins.rowEdges[i]!; row < bins.rowEdges[i + 1]!; row++) {
              for (let column = bins.columnEdges[j]!; column < bins.columnEdges[j + 1]!; column++) {
                inside.push(values[row * columns + column]!)
              }
            }
            const shown = bins.values[i * bins.columns + j]!
            if (inside.some(Number.isNaN)) expect(shown).toBeNaN()
            else expect(Math.abs(shown)).toBe(Math.max(...inside.map(Math.abs)))
            const { row, column, value } = shownCell(values, columns, bins, i, j)
            expect(Object.is(value, shown) || value === shown).toBe(true)
            expect(Object.is(values[row * columns + column], value)).toBe(true)
          }
        }
      }),
    )
  })

  it('has every cell in one bin, of sizes that differ by one at most', () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 60 }),
        (from, length, most) => {
          const edges = edgesOf(from, from + length, most)
          expect([edges[0], edges.at(-1)]).toEqual([from, from + length])
          const sizes = Array.from(
            { length: edges.length - 1 },
            (_, i) => edges[i + 1]! - edges[i]!,
          )
          expect(sizes.length).toBe(Math.min(most, length))
          expect(Math.min(...sizes)).toBeGreaterThan(0)
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('is counted by row and by column', () => {
    const facts = matrixFacts(Float32Array.of(3, 0, -4, 0, 0, Number.NaN), 2, 3)
    expect(facts).toMatchObject({ largest: 4, zeros: 3, nans: 1, infinities: 0 })
    expect([...facts.rowRms]).toEqual([Math.sqrt(25 / 3), 0])
    expect([...facts.columnRms]).toEqual([Math.sqrt(9 / 2), 0, 4])
    expect(facts.mean).toBeCloseTo(-1 / 5)
    expect(facts.rms).toBeCloseTo(Math.sqrt(25 / 5))
  })

  it('has cells of their own for exactly 0, NaN and infinity, and its colours about 0', () => {
    const code = signedCoder({ kind: 'symlog', domain: [-2, 2] })
    expect([0, -0, Number.NaN, Infinity, -Infinity].map(code)).toEqual([
      zeroCell,
      zeroCell,
      nanCell,
      infCell,
      infCell,
    ])
    expect([-2, 2].map(code)).toEqual([0, 255])
    expect(code(1e-30)).toBe(128)
    expect(code(0.3) - 128).toBe(127 - code(-0.3))
  })
})

describe('zooming into a matrix', () => {
  const all = whole(784, 100)
  it('keeps the cell under the pointer, within the matrix, and comes back to the whole', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (u, v) => {
          let region = all
          for (let i = 0; i < 40; i++) region = zoomed(region, all, 0.8, u, v)
          expect(region.right - region.left).toBe(4)
          expect(region.bottom - region.top).toBe(4)
          expect(region.top).toBeGreaterThanOrEqual(0)
          expect(region.right).toBeLessThanOrEqual(100)
          for (let i = 0; i < 60; i++) region = zoomed(region, all, 1.25, u, v)
          expect(region).toEqual(all)
        },
      ),
    )
  })
  it('moves no further than the edge', () => {
    const region = { top: 10, bottom: 20, left: 10, right: 20 }
    expect(panned(region, all, -99, 5)).toEqual({ top: 0, bottom: 10, left: 15, right: 25 })
    expect(panned(region, all, 0, 999)).toEqual({ top: 10, bottom: 20, left: 90, right: 100 })
  })
})

describe('matrix chart', () => {
  let container: HTMLElement
  beforeEach(() => {
    document.body.innerHTML = '<div></div>'
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
    container = document.body.firstElementChild as HTMLElement
  })
  const options: MatrixOptions = {
    theme: 'light',
    pixelRatio: 1,
    text: {
      title: 'dense1 · W',
      figure: '3 × 4 · after step 7',
      measure: 'W',
      row: 'input',
      column: 'unit',
      zero: 'exactly 0',
      rms: 'RMS',
      rowRms: 'RMS of the row',
      columnRms: 'RMS of the column',
      mean: 'mean',
      largest: 'largest in size',
      empty: 'Nothing yet\nTrain to see it.',
      role: 'matrix',
      binned: (rows, columns) => `largest of ${rows} × ${columns}`,
    },
  }
  const size = { width: 500, height: 260 }
  const small: MatrixData = {
    name: 'W',
    rows: 3,
    columns: 4,
    values: Float32Array.of(1, -2, 3, 0, 0.5, 0, 0, 0, 0, 0, Number.NaN, 0),
    vector: false,
  }
  const texts = (selector: string) =>
    [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')
  const move = (x: number, y: number) =>
    container.dispatchEvent(
      new MouseEvent('pointermove', { clientX: x, clientY: y, bubbles: true }),
    )
  const press = (key: string) =>
    container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  const frame = () => {
    const rect = container.querySelector('rect.chart-frame')!
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name =>
      Number(rect.getAttribute(name)),
    )
    return { x: x! + 0.5, y: y! + 0.5, width: width! - 1, height: height! - 1 }
  }

  it('draws titles, indices, strips and a labelled colour bar', () => {
    drawMatrix(container, small, size, options)
    expect(container.querySelector('svg')!.innerHTML).toMatchSnapshot()
  })

  it('cuts a long name in its title, not which tensor it is, and tells it whole', () => {
    const name = 'the projection of the second encoder, with a very long name of its own'
    const titled = (title: string, width: number) => {
      const text = { ...options.text, title }
      drawMatrix(container, small, { ...size, width }, { ...options, text })
      return [...container.querySelectorAll('.chart-title text')].map(node => [
        node.firstChild?.textContent ?? '',
        node.querySelector('title')?.textContent,
      ])
    }
    const [[cut, whole] = [], [figure] = []] = titled(`${name} · W`, 500)
    expect(cut).toMatch(/^the projection.+…[^…]+ · W$/)
    expect(whole).toBe(`${name} · W`)
    expect(figure).toBe('3 × 4 · after step 7')
    const [narrow, gone] = titled(`${name} · W`, 200)
    expect(narrow?.[0]).toMatch(/…[^…]* · W$/)
    expect(gone?.[0]?.length).toBeLessThan(20)
    expect(titled('dense1 · W', 500)[0]).toEqual(['dense1 · W', undefined])
  })

  it('tells the exact value of the cell under the pointer, with its row and column', () => {
    drawMatrix(container, small, size, options)
    const { x, y, width, height } = frame()
    move(x + width * 0.3, y + height * 0.1)
    expect(texts('.chart-tooltip-title')).toEqual(['W[0, 1]'])
    expect(texts('.chart-tooltip-line b')).toEqual(['−2', '1.871', '1.155'])
    move(x + width * 0.6, y + height * 0.9)
    expect(texts('.chart-tooltip-title')).toEqual(['W[2, 2]'])
    expect(texts('.chart-tooltip-line b')[0]).toBe('NaN')
  })

  it('is read with the keyboard, and zooms with + and 0', () => {
    drawMatrix(container, small, size, options)
    press('ArrowRight')
    press('ArrowRight')
    press('ArrowDown')
    expect(texts('.chart-live')[0]).toContain('W[1, 1], W 0')
    const wide: MatrixData = {
      ...small,
      rows: 784,
      columns: 100,
      values: new Float32Array(78_400).fill(2),
    }
    drawMatrix(container, wide, size, options)
    const before = texts('text.chart-index')
    press('+')
    expect(container.classList.contains('is-zoomed')).toBe(true)
    expect(texts('text.chart-index')).not.toEqual(before)
    press('0')
    expect(texts('text.chart-index')).toEqual(before)
  })

  it('says of how many cells the shown one is the largest', () => {
    const values = new Float32Array(784 * 1024).fill(0.25)
    values[300 * 1024 + 400] = -9
    const large: MatrixData = { ...small, rows: 784, columns: 1024, values }
    drawMatrix(container, large, size, options)
    const { x, y, width, height } = frame()
    move(x + (400.5 / 1024) * width, y + (300.5 / 784) * height)
    expect(texts('.chart-tooltip-title')).toEqual(['W[300, 400]'])
    expect(texts('.chart-tooltip-note')[0]).toMatch(/^largest of \d+ × \d+$/)
  })

  it('draws a vector as one row with one index', () => {
    drawMatrix(
      container,
      { ...small, name: 'b', rows: 1, columns: 12, vector: true },
      size,
      options,
    )
    const { x, y, width } = frame()
    move(x + width * (2.5 / 12), y + 5)
    expect(texts('.chart-tooltip-title')).toEqual(['b[2]'])
    expect(texts('.chart-strip')).toEqual([])
  })

  it('says what it will show while there is nothing, and draws only numbers', () => {
    drawMatrix(container, null, size, options)
    expect(texts('text.chart-empty')).toEqual(['Nothing yet', 'Train to see it.'])
    for (const values of [new Float32Array(12), new Float32Array(12).fill(Number.NaN)]) {
      drawMatrix(container, { ...small, values }, size, options)
      for (const node of container.querySelectorAll('svg *')) {
        for (const { value } of node.attributes) expect(value).not.toMatch(/NaN|undefined|Infinity/)
      }
    }
    expect(container.getAttribute('aria-label')).toContain('NaN 12')
  })
})
