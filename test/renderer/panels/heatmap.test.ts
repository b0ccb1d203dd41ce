// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { drawHeatmap } from '../../../src/renderer/panels/charts/heatmap/heatmap'
import { legendTicks } from '../../../src/renderer/panels/charts/heatmap/legend'
import { rowLabels } from '../../../src/renderer/panels/charts/heatmap/rows'
import type { HeatmapData, HeatmapOptions } from '../../../src/renderer/panels/charts/heatmap/view'

const size = { width: 640, height: 260 }

function createData(layers: number, steps: number, value = (_layer: number, _step: number) => 1) {
  const numbers = Float64Array.from({ length: steps }, (_, i) => i + 1)
  const epochs = numbers.map(step => Math.ceil(step / 10))
  const rows = Array.from({ length: layers }, (_, layer) => {
    const values = numbers.map(step => value(layer, step))
    const id = `dense${layer + 1}`
    const shown = values.at(-1) ?? Number.NaN
    const mean = (slot: number) => values[slot]!
    return { name: `${id}.W`, label: id, nodeId: id, shown, mean, min: values, max: values }
  })
  return {
    rows,
    count: steps,
    stride: 1,
    steps,
    step: { min: numbers, max: numbers },
    epoch: { min: epochs, max: epochs },
  } satisfies HeatmapData
}

function createOptions(changes: Partial<HeatmapOptions> = {}): HeatmapOptions {
  return {
    theme: 'dark',
    pixelRatio: 1,
    scale: 'log',
    mayBeUndefined: false,
    range: 'all',
    selectedNodeId: null,
    window: null,
    onSelectNode: () => {},
    onWindow: () => {},
    scrub: { hover: () => {}, pin: () => {}, release: () => {} },
    marks: [],
    text: {
      title: 'Gradient RMS by layer',
      measure: 'RMS of dL/dW per element',
      step: 'step',
      epoch: 'epoch',
      zero: 'exactly 0',
      undefined: '‖W‖ = 0',
      mean: 'mean',
      binned: steps => `${steps} steps a column`,
      largest: 'largest',
      smallest: 'smallest',
      empty: 'No training steps yet\nTrain to see them.',
      role: 'heatmap',
      summary: (first, last, ratio) => `${first} ÷ ${last} = ${ratio}`,
      description: (first, a, last, b, ratio) => `${first} ${a}, ${last} ${b}, ratio ${ratio}`,
    },
    ...changes,
  }
}

const vanishing = createData(9, 100, layer => 0.2 * 0.2 ** (8 - layer))

let container: HTMLElement
beforeEach(() => {
  document.body.innerHTML = '<div></div>'
  container = document.body.firstElementChild as HTMLElement
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
})

function texts(selector: string): string[] {
  return [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')
}

describe('heatmap', () => {
  it('draws rows, axis and colour bar', () => {
    drawHeatmap(container, vanishing, size, createOptions({ selectedNodeId: 'dense3' }))
    for (const part of ['title', 'rows', 'axis', 'legend']) {
      // The 64 patches of the colour bar say nothing a reader could check.
      const node = container.querySelector(`g.chart-${part}`)!.cloneNode(true) as Element
      for (const patch of node.querySelectorAll('.chart-bar > rect')) patch.remove()
      expect(node.outerHTML.replaceAll('><', '>\n<')).toMatchSnapshot(part)
    }
  })

  it('orders the rows from input at the top to output at the bottom', () => {
    drawHeatmap(container, vanishing, size, createOptions())
    expect(texts('.chart-row')).toEqual(vanishing.rows.map(row => row.label))
  })

  it('tells first, last and ratio in its text alternative', () => {
    drawHeatmap(container, vanishing, size, createOptions())
    expect(container.getAttribute('aria-label')).toBe(
      'Gradient RMS by layer. RMS of dL/dW per element. dense1 5.12e−7, dense9 0.2, ratio 2.56e−6',
    )
    expect(container.tabIndex).toBe(0)
  })

  it('says what it will show while there is nothing', () => {
    drawHeatmap(container, createData(0, 0), size, createOptions())
    expect(texts('text.chart-empty')).toEqual(['No training steps yet', 'Train to see them.'])
    drawHeatmap(container, vanishing, size, createOptions())
    expect(texts('text.chart-empty')).toEqual([])
  })

  it('survives a run of nothing but NaN', () => {
    const broken = createData(3, 5, () => Number.NaN)
    expect(drawHeatmap(container, broken, size, createOptions())).toBeNull()
    expect(container.getAttribute('aria-label')).toContain('NaN')
    expect(texts('text.chart-figure')).toEqual([])
    for (const node of container.querySelectorAll('svg *')) {
      for (const { value } of node.attributes) expect(value).not.toMatch(/NaN|undefined/)
    }
  })

  it('gives back the range its colours span, and keeps a locked one', () => {
    const domain = drawHeatmap(container, vanishing, size, createOptions())
    expect(domain?.[0]).toBeCloseTo(5.12e-7)
    expect(domain?.[1]).toBeCloseTo(0.2)
    const locked = createOptions({ range: 'locked', lockedDomain: [1e-3, 1] })
    expect(drawHeatmap(container, vanishing, size, locked)).toEqual([1e-3, 1])
  })

  it('redraws into the same elements', () => {
    drawHeatmap(container, vanishing, size, createOptions())
    const before = container.querySelectorAll('*').length
    drawHeatmap(container, vanishing, size, createOptions())
    expect(container.querySelectorAll('*').length).toBe(before)
  })

  describe('cursor', () => {
    function press(key: string): void {
      container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    }

    it('moves by arrow keys, shows the exact value and speaks it', () => {
      const data = createData(3, 40, (layer, step) => (layer + 1) * step * 1e-6)
      drawHeatmap(container, data, size, createOptions())
      press('ArrowRight')
      press('ArrowDown')
      press('ArrowLeft')
      expect(texts('.chart-tooltip-title')).toEqual(['dense2 · dense2.W'])
      expect(texts('.chart-tooltip-note')).toEqual(['step 39 · epoch 4'])
      expect(texts('.chart-tooltip-line b')).toEqual(['7.8e−5'])
      expect(texts('.chart-live')).toEqual([
        'dense2, RMS of dL/dW per element 7.8e−5, step 39 · epoch 4',
      ])
      press('Escape')
      expect(texts('.chart-tooltip')).toEqual([])
    })

    it('stays in the data', () => {
      drawHeatmap(container, createData(2, 3), size, createOptions())
      for (const key of ['ArrowUp', 'ArrowUp', 'ArrowLeft', 'Home', 'ArrowLeft']) press(key)
      expect(texts('.chart-tooltip-note')).toEqual(['step 1 · epoch 1'])
    })

    it('shows largest and smallest where several steps share a column', () => {
      const data = createData(1, 5000, (_, step) => step)
      drawHeatmap(container, data, size, createOptions())
      press('Home')
      expect(texts('.chart-tooltip-line span')).toEqual(['largest', 'mean', 'smallest'])
      expect(texts('.chart-tooltip-line b')[2]).toBe('1')
      expect(texts('.chart-measure').join(' ')).toMatch(/\d+ steps a column/)
    })

    it('selects its row’s node by Enter', () => {
      const onSelectNode = vi.fn()
      drawHeatmap(container, vanishing, size, createOptions({ onSelectNode }))
      for (const key of ['End', 'ArrowDown', 'ArrowDown', 'Enter']) press(key)
      expect(onSelectNode).toHaveBeenCalledExactlyOnceWith('dense3')
    })
  })

  describe('steps', () => {
    const scrub = { hover: vi.fn(), pin: vi.fn(), release: vi.fn() }
    beforeEach(() => vi.clearAllMocks())
    const press = (key: string) =>
      container.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    const pointer = (type: string, clientX: number, clientY = 60, rest: MouseEventInit = {}) =>
      container.dispatchEvent(new MouseEvent(type, { clientX, clientY, bubbles: true, ...rest }))

    it('are shown under the pointer, pinned by a click, and let go by Escape', () => {
      drawHeatmap(container, vanishing, size, createOptions({ scrub }))
      pointer('pointermove', 300)
      const [step] = scrub.hover.mock.lastCall!
      expect(step).toBeGreaterThan(1)
      expect(step).toBeLessThan(100)
      pointer('click', 300)
      expect(scrub.pin).toHaveBeenCalledExactlyOnceWith(step)
      pointer('pointerleave', 900)
      expect(scrub.hover).toHaveBeenLastCalledWith(null)
      press('Escape')
      expect(scrub.release).toHaveBeenCalledOnce()
    })

    it('are pinned one further by an arrow key', () => {
      const marks = [{ step: 40, pinned: true }]
      drawHeatmap(container, vanishing, size, createOptions({ scrub, marks }))
      press('ArrowLeft')
      expect(scrub.pin).toHaveBeenLastCalledWith(39)
      expect(container.querySelectorAll('.chart-mark.is-handle')).toHaveLength(1)
    })

    it('come closer by the wheel about the pointer, and all back by a double click', () => {
      const onWindow = vi.fn()
      drawHeatmap(container, vanishing, size, createOptions({ onWindow }))
      const wheel = { clientX: 400, clientY: 60, deltaY: -100, bubbles: true, cancelable: true }
      container.dispatchEvent(new WheelEvent('wheel', wheel))
      const [window] = onWindow.mock.lastCall!
      expect(window.to - window.from).toBeLessThan(100)
      drawHeatmap(container, vanishing, size, createOptions({ onWindow, window }))
      expect(Number(texts('.chart-ticks .tick text').filter(Boolean)[0])).toBeGreaterThan(1)
      pointer('dblclick', 400)
      expect(onWindow).toHaveBeenLastCalledWith(null)
      press('+')
      const [closer] = onWindow.mock.lastCall!
      expect(closer.to - closer.from).toBeCloseTo((window.to - window.from) / 2)
    })

    it('are dragged along without a step being pinned', () => {
      const onWindow = vi.fn()
      const window = { from: 40, to: 60 }
      drawHeatmap(container, vanishing, size, createOptions({ onWindow, window, scrub }))
      pointer('pointerdown', 300)
      pointer('pointermove', 250, 60, { buttons: 1 })
      pointer('click', 250)
      expect(onWindow.mock.lastCall![0].from).toBeGreaterThan(40)
      expect(scrub.pin).not.toHaveBeenCalled()
    })
  })

  it('has a colour bar about zero for what has a sign', () => {
    const data = createData(3, 20, layer => (layer - 1) * 0.5)
    const domain = drawHeatmap(container, data, size, createOptions({ scale: 'symlog' }))
    expect(domain).toEqual([-0.5, 0.5])
    expect(texts('.chart-bar text')).toEqual(['−0.5', '−0.005', '0', '0.005', '0.5'])
    expect(texts('.chart-special text')).toEqual(['Inf', 'NaN'])
  })

  it('has a swatch for a ratio without a value', () => {
    drawHeatmap(container, vanishing, size, createOptions({ mayBeUndefined: true }))
    expect(texts('.chart-special text')).toContain('‖W‖ = 0')
  })

  it('selects the node of a clicked row, its label included', () => {
    const onSelectNode = vi.fn()
    drawHeatmap(container, vanishing, size, createOptions({ onSelectNode }))
    container.dispatchEvent(new MouseEvent('click', { clientX: 20, clientY: 40 }))
    expect(onSelectNode).toHaveBeenCalledExactlyOnceWith('dense1')
  })
})

describe('row labels', () => {
  it('never overlap, whatever the height, and always include the selected row', () => {
    const { rows } = createData(100, 1)
    for (const height of [40, 168, 700, 1400]) {
      const labels = rowLabels(rows, height, 'dense42')
      expect(labels.filter(label => label.selected).map(label => label.row.nodeId)).toEqual([
        'dense42',
      ])
      for (let i = 1; i < labels.length; i++) {
        expect(labels[i]!.y - labels[i - 1]!.y).toBeGreaterThanOrEqual(13)
      }
    }
    expect(rowLabels(rows, 1400, null)).toHaveLength(100)
  })
})

describe('legend ticks', () => {
  it('are powers of ten that stand apart', () => {
    const ticks = legendTicks({ kind: 'log', domain: [3e-8, 0.4] }, 200)
    expect(ticks.filter(t => t.label).map(t => t.label)).toEqual(['10⁻⁷', '10⁻⁵', '10⁻³', '10⁻¹'])
    expect(ticks).toHaveLength(7)
  })

  it('are the ends where the range has no two powers of ten', () => {
    const ticks = legendTicks({ kind: 'log', domain: [0.002, 0.03] }, 200)
    expect(ticks.map(t => t.label)).toEqual(['0.002', '0.03'])
  })

  it('are fractions on a linear scale', () => {
    expect(legendTicks({ kind: 'linear', domain: [0, 1] }, 200).map(t => t.label)).toEqual([
      '0',
      '0.5',
      '1',
    ])
  })
})
