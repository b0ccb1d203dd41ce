// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { drawLandscape } from '../../../src/renderer/panels/charts/landscape/landscape'
import { drawProfile } from '../../../src/renderer/panels/charts/landscape/profile'
import {
  centreLoss,
  type LandscapeData,
  lossScale,
  placeOf,
} from '../../../src/renderer/panels/charts/landscape/view'
import { landscapeTable } from '../../../src/renderer/panels/export/probe-figures'

const resolution = 9

/** L = 0.5 + α² + 4β². */
function bowl(done = resolution ** 2): LandscapeData {
  const grid = { resolution, range: 1, done, losses: new Float64Array(0) }
  const losses = Float64Array.from({ length: resolution ** 2 }, (_, point) => {
    const alpha = placeOf(grid, point % resolution)
    const beta = placeOf(grid, Math.floor(point / resolution))
    return point < done ? 0.5 + alpha ** 2 + 4 * beta ** 2 : Number.NaN
  })
  return { ...grid, losses }
}

const options = {
  theme: 'light',
  pixelRatio: 1,
  text: {
    title: 'Loss landscape',
    measure: 'step 7 · 320 training examples',
    loss: 'loss',
    centre: 'centre',
    lowest: 'lowest',
    profile: 'Profile',
    alongAlpha: 'along α',
    alongBeta: 'along β',
    empty: 'No landscape yet\nMeasure it.',
    role: 'contour map',
    profileRole: 'line chart',
  },
} as const
const size = { width: 500, height: 300 }

let container: HTMLDivElement
beforeEach(() => {
  container = document.createElement('div')
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
})

describe('the scale of losses', () => {
  it('is logarithmic from the lowest to the highest', () => {
    const scale = lossScale({ losses: Float64Array.of(0.01, 1, 100) })!
    expect([scale.low, scale.high, scale.isLog]).toEqual([0.01, 100, true])
    expect(scale.place(1)).toBeCloseTo(0.5)
    expect(scale.loss(0.5)).toBeCloseTo(1)
  })

  it('takes 0 as the lowest above it, and is linear where losses are negative', () => {
    const zero = lossScale({ losses: Float64Array.of(0, 0.1, 10) })!
    expect([zero.low, zero.place(0)]).toEqual([0.1, 0])
    const negative = lossScale({ losses: Float64Array.of(-1, 3) })!
    expect([negative.isLog, negative.place(1)]).toEqual([false, 0.5])
  })

  it('passes over what is not finite, and is none where nothing is', () => {
    const { NaN: nan, POSITIVE_INFINITY: infinite } = Number
    expect(lossScale({ losses: Float64Array.of(nan, infinite) })).toBeNull()
    expect(lossScale({ losses: Float64Array.of(nan, 2, infinite, 3) })!.high).toBe(3)
    const flat = lossScale({ losses: Float64Array.of(2, 2) })!
    expect(flat.place(2)).toBe(0)
  })
})

describe('the landscape', () => {
  it('marks the centre with its loss and has contour lines and a bar', () => {
    drawLandscape(container, bowl(), size, options)
    expect(container.querySelector('.chart-centre text')?.textContent).toBe('0.5')
    expect(container.querySelector('.chart-contour')?.getAttribute('d')).toMatch(/^M/)
    const ticks = [...container.querySelectorAll('.chart-legend .tick text')]
    expect(ticks[0]!.textContent).toBe('0.5')
    expect(ticks.at(-1)!.textContent).toBe('5.5')
    expect(container.textContent).toContain('loss, log')
    expect(container.getAttribute('aria-label')).toContain('centre 0.5. lowest 0.5')
  })

  it('has a profile along both directions as a table', () => {
    drawLandscape(container, bowl(), size, options)
    const first = [...container.querySelectorAll('tbody tr')][0]!
    expect([...first.children].map(cell => cell.textContent)).toEqual(['−1', '1.5', '4.5'])
  })

  it('tells the loss under the pointer and against the centre', () => {
    drawLandscape(container, bowl(), size, options)
    const press = (key: string) => container.dispatchEvent(new KeyboardEvent('keydown', { key }))
    for (const key of ['Home', 'ArrowRight', 'ArrowUp', 'ArrowUp']) press(key)
    const spoken = container.querySelector('.chart-live')?.textContent
    expect(spoken).toContain('α 0.25, β 0.5')
    expect(spoken).toContain('loss 1.5625')
    expect(spoken).toContain('×3.13')
  })

  it('is drawn as far as it is measured', () => {
    drawLandscape(container, bowl(20), size, options)
    expect(container.querySelector('.chart-contour')).toBeNull()
    expect(container.querySelector('.chart-centre text')).toBeNull()
    expect(container.querySelectorAll('.chart-legend .tick').length).toBeGreaterThan(2)
    expect(Number.isNaN(centreLoss(bowl(20)))).toBe(true)
    expect(landscapeTable(bowl(20))).toHaveLength(21)
  })

  it('says what will be there', () => {
    drawLandscape(container, null, size, options)
    expect(container.querySelector('.chart-empty')?.textContent).toContain('No landscape yet')
    expect(container.querySelectorAll('.tick')).toHaveLength(0)
  })

  it('gives its figures as a table', () => {
    const table = landscapeTable(bowl())
    expect(table[0]).toEqual(['alpha', 'beta', 'loss'])
    expect(table[1]).toEqual([-1, -1, 5.5])
    expect(table[41]).toEqual([0, 0, 0.5])
  })
})

describe('the profile', () => {
  it('draws a line for each direction, lowest in the middle', () => {
    drawProfile(container, bowl(), size, options)
    const lines = [...container.querySelectorAll('.chart-plot .chart-line')]
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      const points = [...line.getAttribute('d')!.matchAll(/([\d.]+),([\d.]+)/g)]
      expect(points).toHaveLength(9)
      const heights = points.map(([, , y]) => Number(y))
      expect(heights.indexOf(Math.max(...heights))).toBe(4)
    }
    expect(container.getAttribute('aria-label')).toContain('centre 0.5')
  })

  it('is empty where nothing is measured', () => {
    drawProfile(container, null, size, options)
    expect(container.querySelectorAll('.chart-line, .tick')).toHaveLength(0)
  })
})
