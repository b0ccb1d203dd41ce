// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { drawConfusion } from '../../../src/renderer/panels/charts/confusion/confusion'
import type {
  ConfusionData,
  ConfusionOptions,
} from '../../../src/renderer/panels/charts/confusion/view'
import { drawResiduals } from '../../../src/renderer/panels/charts/residuals/residuals'
import { drawScatter } from '../../../src/renderer/panels/charts/scatter/scatter'

let container: HTMLElement
beforeEach(() => {
  container = document.createElement('div')
  document.body.replaceChildren(container)
})

const size = { width: 400, height: 300 }
const text = (selector: string) =>
  [...container.querySelectorAll(selector)].map(each => each.textContent)

/** Presses keys on the chart, one after the other. */
function press(...keys: string[]): void {
  for (const key of keys) container.dispatchEvent(new KeyboardEvent('keydown', { key }))
}

const spoken = () => container.querySelector('.chart-live')?.textContent

describe('the confusion matrix', () => {
  // 3 cats found, 1 taken for a dog; 2 dogs found.
  const data: ConfusionData = {
    classes: ['cat', 'dog'],
    matrix: Uint32Array.of(3, 1, 0, 2),
    unclassified: Uint32Array.of(0, 0),
  }
  const options: ConfusionOptions = {
    theme: 'light',
    figure: 'count',
    selected: null,
    onSelect: vi.fn(),
    text: {
      title: 'Confusion matrix',
      note: 'Validation · step 7',
      truth: 'true class',
      predicted: 'predicted class',
      share: '% of the true class',
      count: 'examples',
      full: '100 %',
      none: 'none',
      empty: 'Nothing yet\nTrain first.',
      role: 'confusion matrix',
    },
  }
  const draw = (more: Partial<ConfusionOptions> = {}, of: ConfusionData | null = data) =>
    drawConfusion(container, of, size, { ...options, ...more })
  beforeEach(() => vi.mocked(options.onSelect).mockClear())

  it('writes counts or shares of the row, and a dot where there is no example', () => {
    draw()
    expect(text('.confusion-cell text')).toEqual(['3', '1', '·', '2'])
    draw({ figure: 'share' })
    expect(text('.confusion-cell text')).toEqual(['75', '25', '·', '100'])
  })

  it('leaves a cell without examples bare, and colours the others by their share', () => {
    draw()
    const fills = [...container.querySelectorAll('.confusion-cell rect')].map(rect =>
      rect.getAttribute('fill'),
    )
    expect(fills[2]).toBe('none')
    expect(new Set(fills).size).toBe(4)
    expect(container.querySelector('.is-zero')?.getAttribute('data-cell')).toBe('1-0')
  })

  it('has a column for examples without a prediction, where there are any', () => {
    draw()
    expect(container.querySelectorAll('.confusion-cell')).toHaveLength(4)
    draw({}, { ...data, unclassified: Uint32Array.of(0, 5) })
    expect(container.querySelectorAll('.confusion-cell')).toHaveLength(6)
    expect(text('.chart-columns text')).toEqual(['cat', 'dog', 'none'])
    press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight')
    expect(spoken()).toBe(
      'true class dog, predicted class none, examples 5, % of the true class 71.4 %',
    )
  })

  it('is gone through with arrows, chosen with Enter and let go with Escape', () => {
    draw()
    press('ArrowRight', 'ArrowRight', 'Enter')
    expect(spoken()).toBe(
      'true class cat, predicted class dog, examples 1, % of the true class 25.0 %',
    )
    expect(options.onSelect).toHaveBeenLastCalledWith({ truth: 0, predicted: 1 })
    draw({ selected: { truth: 0, predicted: 1 } })
    expect(container.querySelector('.is-selected')?.getAttribute('data-cell')).toBe('0-1')
    press('Enter')
    expect(options.onSelect).toHaveBeenLastCalledWith(null)
    press('Escape')
    expect(options.onSelect).toHaveBeenLastCalledWith(null)
  })

  it('says the same as a table, and what is missing while there is nothing', () => {
    draw()
    expect(container.getAttribute('aria-label')).toBe('Confusion matrix. Validation · step 7')
    expect(text('.chart-table tbody tr')).toEqual([
      'cat3 (75.0 %)1 (25.0 %)',
      'dog0 (0.0 %)2 (100.0 %)',
    ])
    draw({}, null)
    expect(container.querySelectorAll('.confusion-cell')).toHaveLength(0)
    expect(text('.chart-empty text')).toEqual(['Nothing yet', 'Train first.'])
  })

  it('draws names as text, whatever is in them', () => {
    const name = '<script>alert("x")</script>'
    draw({}, { ...data, classes: [name, 'dog'] })
    expect(container.querySelector('script')).toBeNull()
    expect(text('.chart-table tbody td')[0]).toBe(name)
  })
})

describe('predicted against true values', () => {
  const words = {
    title: 'Predicted against true',
    note: 'Test',
    truth: 'true value',
    predicted: 'predicted value',
    perfect: 'predicted = true',
    empty: 'Nothing yet',
    role: 'scatter plot',
  }

  it('draws a point for every pair of numbers on equal axes, and the line of the truth', () => {
    drawScatter(container, { pairs: Float64Array.of(2, 3, 1, Number.NaN, 0, 10) }, size, words)
    expect(container.querySelectorAll('circle')).toHaveLength(2)
    expect(container.querySelectorAll('.chart-fit')).toHaveLength(1)
    const labels = (axis: string) => text(`.chart-${axis} .tick text`)
    expect(labels('grid')[0]).toBe(labels('axis')[0])
    expect(labels('grid').at(-1)).toBe(labels('axis').at(-1))
    press('ArrowRight', 'ArrowRight')
    expect(spoken()).toBe('true value 2, predicted value 3')
    drawScatter(container, null, size, words)
    expect(text('.chart-empty text')).toEqual(['Nothing yet'])
  })
})

describe('residuals', () => {
  it('draw a bar for each bin, as high as its count', () => {
    const words = {
      title: 'Residuals',
      note: 'Test',
      axis: 'predicted − true',
      count: 'examples',
      empty: 'Nothing yet',
      role: 'histogram',
    }
    const data = { from: -2, width: 1, counts: Uint32Array.of(0, 4, 2, 1) }
    drawResiduals(container, data, size, words)
    const heights = [...container.querySelectorAll('.chart-bar')].map(bar =>
      Number(bar.getAttribute('height')),
    )
    expect(heights[0]).toBe(0)
    expect(heights[1]! / heights[2]!).toBeCloseTo(2, 1)
    press('ArrowRight', 'ArrowRight')
    expect(spoken()).toBe('−1 … 0, 4')
    drawResiduals(container, null, size, words)
    expect(container.querySelectorAll('.chart-bar')).toHaveLength(0)
    expect(text('.chart-empty text')).toEqual(['Nothing yet'])
  })
})
