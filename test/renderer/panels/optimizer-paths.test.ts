// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { lowest, optimizerPath, pathOptimizers } from '../../../src/engine/experiments/paths'
import {
  drawOptimizerPath,
  type OptimizerPathData,
} from '../../../src/renderer/panels/charts/optimizer-paths/optimizer-paths'

const size = { width: 400, height: 220 }
const data = (step: number, learningRate = 0.95): OptimizerPathData => ({
  path: optimizerPath({ ...pathOptimizers[0], learningRate }, 60),
  step,
  lowest,
  contour: level => ({ x: Math.sqrt(20 * level), y: Math.sqrt(level) }),
})
const text = { title: 'SGD', at: '(−7.00, 2.00), height 6.45', role: 'path' }

let container: HTMLDivElement
beforeEach(() => {
  container = document.createElement('div')
})

const dots = () => [...container.querySelectorAll('circle.path-dot')]
const place = (element: Element, name: string) => Number(element.getAttribute(name))

it('draws the path as far as it is shown, over contour lines around the lowest place', () => {
  drawOptimizerPath(container, data(12), size, { text, onStep: () => {} })
  expect(dots()).toHaveLength(13)
  const rings = [...container.querySelectorAll('ellipse')]
  const ratios = rings.map(ring => place(ring, 'rx') / place(ring, 'ry'))
  for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 6)
  const [cx, cy] = [place(rings[0]!, 'cx'), place(rings[0]!, 'cy')]
  // From the left, above the floor, and across it with each step.
  const sides = dots().map(dot => Math.sign(place(dot, 'cy') - cy))
  expect(sides).toEqual(dots().map((_, i) => (i % 2 === 0 ? -1 : 1)))
  expect(dots().every(dot => place(dot, 'cx') < cx)).toBe(true)
  expect(container.getAttribute('aria-label')).toContain(text.at)
})

it('draws finite numbers, however far a path goes away', () => {
  drawOptimizerPath(container, data(60, 10), size, { text, onStep: () => {} })
  expect(container.innerHTML).not.toMatch(/NaN|Infinity/)
  expect(dots().every(dot => Math.abs(place(dot, 'cx')) < 1e5)).toBe(true)
})

it('goes step by step with the arrow keys, and stays within the path', () => {
  const onStep = vi.fn()
  const press = (key: string) =>
    container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  drawOptimizerPath(container, data(0), size, { text, onStep })
  press('ArrowLeft')
  press('ArrowRight')
  press('End')
  expect(onStep.mock.calls).toEqual([[0], [1], [60]])
})
