import { color, lab } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellCodes } from '../../../src/renderer/panels/charts/heatmap/cells'
import {
  cellCoder,
  scalePlace,
  valueDomain,
  widenLogDomain,
} from '../../../src/renderer/panels/charts/heatmap/colour-scale'
import { gridFor } from '../../../src/renderer/panels/charts/heatmap/grid'
import { paintCells } from '../../../src/renderer/panels/charts/heatmap/paint'
import type { Slots } from '../../../src/renderer/panels/charts/heatmap/slots'
import {
  chartThemes,
  cividis,
  infCell,
  nanCell,
  paletteOf,
  specialCells,
  specialPixel,
  undefinedCell,
  zeroCell,
} from '../../../src/renderer/panels/charts/palette'

const { NaN: nan, POSITIVE_INFINITY: inf } = Number

/** Rows at full resolution. */
function slots(...rows: number[][]): Slots {
  const count = rows[0]?.length ?? 0
  return {
    rows: rows.map(values => {
      const line = Float64Array.from(values)
      return { min: line, max: line }
    }),
    count,
    stride: 1,
    steps: count,
  }
}

/** A merged history: slot i holds [min, max]. */
function merged(stride: number, ...pairs: [number, number][]): Slots {
  const min = Float64Array.from(pairs, pair => pair[0])
  const max = Float64Array.from(pairs, pair => pair[1])
  return { rows: [{ min, max }], count: pairs.length, stride, steps: pairs.length * stride }
}

describe('cell codes', () => {
  const log = cellCoder({ kind: 'log', domain: [1e-8, 1] })

  it('spread the decades evenly over the colours', () => {
    expect(log(1e-8)).toBe(0)
    expect(log(1e-4)).toBe(128)
    expect(log(1)).toBe(255)
  })

  it('clamp what lies outside a range, but never into another kind of cell', () => {
    expect(log(1e-300)).toBe(0)
    expect(log(1e300)).toBe(255)
  })

  it('tell zero, infinity and NaN from every number and from each other', () => {
    expect(log(0)).toBe(zeroCell)
    expect(log(-0)).toBe(zeroCell)
    expect(log(inf)).toBe(infCell)
    expect(log(-inf)).toBe(infCell)
    expect(log(nan)).toBe(nanCell)
  })

  it('are symmetric about zero on a symlog scale, and grow with the value', () => {
    const place = scalePlace({ kind: 'symlog', domain: [-10, 10] })
    expect(place(0)).toBe(0.5)
    expect(place(10)).toBeCloseTo(1)
    expect(place(-10)).toBeCloseTo(0)
    const value = fc.double({ min: -10, max: 10, noNaN: true })
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(place(a) + place(-a)).toBeCloseTo(1)
        expect(Math.sign(place(a) - place(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('take zero as a number on a linear scale', () => {
    const linear = cellCoder({ kind: 'linear', domain: [0, 1] })
    expect([0, 0.5, 1].map(linear)).toEqual([0, 128, 255])
    expect(linear(nan)).toBe(nanCell)
  })
})

describe('colour range', () => {
  const run = slots([...Array.from({ length: 300 }, (_, i) => (i < 50 ? 100 : 1e-3)), 0.5])

  it('“all” spans the run, early spikes included', () => {
    expect(valueDomain(run, 'all', true)).toEqual([1e-3, 100])
  })

  it('“recent” looks back 200 steps and forgets early spikes', () => {
    expect(valueDomain(run, 'recent', true)).toEqual([1e-3, 0.5])
  })

  it('“this step” spans the newest step over all rows', () => {
    expect(valueDomain(slots([9, 1], [9, 4]), 'step', true)).toEqual([1, 4])
  })

  it('“this step” spans the step that is given', () => {
    expect(valueDomain(slots([9, 1], [9, 4]), 'step', true, 0)).toEqual([9, 9])
  })

  it('leaves zeros, NaN and infinities out', () => {
    expect(valueDomain(slots([0, nan, inf, 2, 3]), 'all', true)).toEqual([2, 3])
    expect(valueDomain(merged(2, [0, 5], [3, nan], [4, inf]), 'all', true)).toEqual([3, 5])
  })

  it('is null when nothing can be spanned', () => {
    expect(valueDomain(slots([0, nan]), 'all', true)).toBeNull()
    expect(valueDomain(slots([]), 'all', true)).toBeNull()
  })

  it('is widened to a decade around a flat run', () => {
    const [low, high] = widenLogDomain([2, 2])
    expect(high / low).toBeCloseTo(10)
    expect(low * high).toBeCloseTo(4)
    expect(widenLogDomain([1, 1000])).toEqual([1, 1000])
  })
})

describe('grid', () => {
  it('gives a step its own column while there are pixels for it', () => {
    expect(gridFor(slots([1, 2, 3]), 900, 10)).toMatchObject({ columns: 3, group: 1, span: 90 })
    expect(gridFor(slots(new Array(900).fill(1)), 900, 10)).toMatchObject({
      columns: 900,
      binned: false,
    })
  })

  it('shares columns at least two pixels wide when there are more steps than pixels', () => {
    for (const steps of [901, 1799, 5000, 8191]) {
      const grid = gridFor(slots(new Array(steps).fill(1)), 900, 10)
      expect(grid.binned).toBe(true)
      expect(grid.columns * grid.group).toBeGreaterThanOrEqual(steps)
      expect(900 / (grid.span / grid.group)).toBeGreaterThanOrEqual(1.99)
    }
  })
})

describe('grid of a part of the run', () => {
  const thousand = slots(Array.from({ length: 1000 }, (_, i) => i + 1))
  const linear = { kind: 'linear', domain: [0, 1000] } as const

  it('has the steps in sight only, each in its own column where there is room', () => {
    const grid = gridFor(thousand, 600, 18, { from: 400, to: 500 })
    expect(grid).toMatchObject({ first: 400, columns: 100, group: 1, binned: false, span: 100 })
    expect(cellCodes(thousand, grid, linear)).toHaveLength(200)
  })

  it('paints any part of the run as the whole run would be painted there', () => {
    const palette = paletteOf('light', 'linear')
    const paint = (width: number, sight?: { from: number; to: number }) => {
      const grid = gridFor(thousand, width, 1, sight)
      const pixels = new Uint32Array(width)
      const codes = cellCodes(thousand, grid, linear)
      paintCells({ width, height: 1, pixels }, codes, 1, thousand, grid, palette, 1)
      return pixels
    }
    const whole = paint(1000)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 990 }),
        fc.integer({ min: 8, max: 200 }),
        (from, span) => {
          const to = Math.min(1000, from + span)
          expect(paint(to - from, { from, to })).toEqual(whole.slice(from, to))
        },
      ),
    )
  })
})

describe('entries that are not finite', () => {
  const scale = { kind: 'log', domain: [1e-6, 1] } as const
  const values = Float64Array.of(1e-3, nan, 1e-3, 1e-3)
  const counted: Slots = {
    rows: [
      {
        min: values,
        max: values,
        nan: Float64Array.of(0, 0, 2, 0),
        inf: Float64Array.of(0, 0, 0, 1),
      },
    ],
    count: 4,
    stride: 1,
    steps: 4,
  }

  it('show although the size of the others is a number', () => {
    const codes = cellCodes(counted, gridFor(counted, 100, 10), scale)
    expect(codes[4]).toBe(nanCell)
    expect(codes[6]).toBe(infCell)
  })

  it('are told from a quantity without a value', () => {
    const codes = cellCodes(counted, gridFor(counted, 100, 10), scale)
    expect([...codes.subarray(2, 4)]).toEqual([undefinedCell, undefinedCell])
  })
})

describe('binning', () => {
  const scale = { kind: 'log', domain: [1e-6, 1] } as const

  it('keeps the largest and the smallest value of a column’s steps', () => {
    const values = new Array(1000).fill(1e-3)
    values[333] = 1
    values[777] = 1e-6
    const run = slots(values)
    const grid = gridFor(run, 100, 10)
    const codes = cellCodes(run, grid, scale)
    expect(codes[Math.floor(333 / grid.group) * 2]).toBe(255)
    expect(codes[Math.floor(777 / grid.group) * 2 + 1]).toBe(0)
  })

  it('keeps a single zero, infinity and NaN among thousands of steps', () => {
    const values = new Array(6000).fill(1e-3)
    values[10] = 0
    values[3000] = inf
    values[5990] = nan
    const run = slots(values)
    const codes = cellCodes(run, gridFor(run, 300, 10), scale)
    for (const special of [zeroCell, infCell, nanCell]) {
      expect(codes.filter(code => code === special)).toHaveLength(1)
    }
  })

  it('shows the numbers beside a NaN of the same column', () => {
    const run = merged(4, [1e-6, nan], [1e-6, 1])
    expect([...cellCodes(run, gridFor(run, 100, 10), scale)]).toEqual([nanCell, 0, 255, 0])
  })
})

describe('painting', () => {
  const scale = { kind: 'log', domain: [1e-6, 1] } as const
  const palette = paletteOf('dark', 'log')

  function paint(run: Slots, width: number, height: number): Uint32Array {
    const grid = gridFor(run, width, width)
    const pixels = new Uint32Array(width * height)
    const codes = cellCodes(run, grid, scale)
    paintCells({ width, height, pixels }, codes, run.rows.length, run, grid, palette, 1)
    return pixels
  }

  it('puts the first row on top, the first step left and a gap between the rows', () => {
    const pixels = paint(slots([1e-6, 1], [1, 1e-6]), 4, 12)
    const [low, high] = [palette.scale[0], palette.scale[255]]
    expect([...pixels.subarray(0, 4)]).toEqual([low, low, high, high])
    expect([...pixels.subarray(4 * 4, 4 * 5)]).toEqual([low, low, high, high])
    expect([...pixels.subarray(4 * 5, 4 * 6)]).toEqual([0, 0, 0, 0])
    expect([...pixels.subarray(4 * 6, 4 * 7)]).toEqual([high, high, low, low])
  })

  it('leaves the steps to come transparent', () => {
    const run = slots([1])
    const pixels = new Uint32Array(10)
    const grid = gridFor(run, 10, 2)
    const codes = cellCodes(run, grid, scale)
    paintCells({ width: 10, height: 1, pixels }, codes, 1, run, grid, palette, 1)
    expect([...pixels].map(pixel => pixel !== 0)).toEqual([true, true, ...new Array(8).fill(false)])
  })

  it('paints every row of a hundred even where rows are a pixel or two high', () => {
    const run = slots(...Array.from({ length: 100 }, (_, i) => [10 ** (-6 * (i / 99))]))
    const pixels = paint(run, 1, 150)
    expect(pixels.every(pixel => pixel !== 0)).toBe(true)
    expect(new Set(pixels).size).toBe(100)
  })

  it('shows a special step that is a single pixel wide', () => {
    for (const special of [0, inf, nan]) {
      const values = new Array(90).fill(1e-3)
      values[41] = special
      const pixels = paint(slots(values), 90, 20)
      const column = Array.from({ length: 20 }, (_, y) => pixels[y * 90 + 41])
      expect(new Set(column).size, `${special}`).toBe(2)
    }
  })

  it('gives the special cells different shapes, not only colours', () => {
    const shapes = specialCells.map(code =>
      Array.from({ length: 400 }, (_, i) => {
        const pixel = specialPixel(palette, code, i % 20, Math.floor(i / 20), 1)
        return pixel === palette.special[code].ink ? '#' : '.'
      }).join(''),
    )
    expect(new Set(shapes).size).toBe(specialCells.length)
    for (const shape of shapes) expect(shape).toMatch(/#.*\.|\..*#/)
  })

  it('tells every special cell from the scale and from the others, in every theme', () => {
    const perceived = (pixel: number) => {
      const [r, g, b] = [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255]
      return lab(color(`rgb(${r},${g},${b})`)!)
    }
    const distance = (a: number, b: number) => {
      const [p, q] = [perceived(a), perceived(b)]
      return Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b)
    }
    for (const theme of chartThemes) {
      for (const kind of ['log', 'symlog'] as const) {
        const { scale: colours, special } = paletteOf(theme, kind)
        for (const cell of specialCells) {
          const { ground, ink } = special[cell]
          expect(distance(ground, ink), `${theme} ${cell}`).toBeGreaterThan(20)
          // A pattern of two colours: no plain colour of the scale is near both.
          for (const plain of colours) {
            const far = Math.max(distance(plain, ground), distance(plain, ink))
            expect(far, `${theme} ${kind} ${cell}`).toBeGreaterThan(15)
          }
        }
        const inks = specialCells.map(cell => special[cell].ink)
        for (const [i, ink] of inks.entries()) {
          for (const other of inks.slice(i + 1)) {
            expect(distance(ink, other), `${theme} inks`).toBeGreaterThan(12)
          }
        }
      }
    }
  })
})

describe('palette', () => {
  function luminance(css: string): number {
    const [r, g, b] = css.match(/\d+/g)!.map(v => {
      const c = Number(v) / 255
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  it('grows lighter from the smallest to the largest value', () => {
    for (const theme of chartThemes) {
      const steps = Array.from({ length: 33 }, (_, i) => luminance(cividis(i / 32, theme)))
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    }
  })

  it('keeps its dark end visible on the dark ground', () => {
    const ground = luminance('rgb(22, 25, 31)')
    const low = luminance(cividis(0, 'dark'))
    expect((low + 0.05) / (ground + 0.05)).toBeGreaterThan(1.4)
  })
})
