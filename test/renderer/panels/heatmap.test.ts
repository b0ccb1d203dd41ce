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
    const latest = values.at(-1) ?? Number.NaN
    return { name: `${id}.W`, label: id, nodeId: id, latest, min: values, max: values }
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
    log: true,
    range: 'all',
    selectedNodeId: null,
    onSelectNode: () => {},
    text: {
      title: 'Gradient RMS by layer',
      measure: 'RMS of dL/dW per element',
      step: 'step',
      epoch: 'epoch',
      zero: 'exactly 0',
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
      expect(texts('.chart-tooltip-line span')).toEqual(['largest', 'smallest'])
      expect(texts('.chart-tooltip-line b')[1]).toBe('1')
    })

    it('selects its row’s node by Enter', () => {
      const onSelectNode = vi.fn()
      drawHeatmap(container, vanishing, size, createOptions({ onSelectNode }))
      for (const key of ['End', 'ArrowDown', 'ArrowDown', 'Enter']) press(key)
      expect(onSelectNode).toHaveBeenCalledExactlyOnceWith('dense3')
    })
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
    const ticks = legendTicks({ log: true, domain: [3e-8, 0.4] }, 200)
    expect(ticks.filter(t => t.label).map(t => t.label)).toEqual(['10⁻⁷', '10⁻⁵', '10⁻³', '10⁻¹'])
    expect(ticks).toHaveLength(7)
  })

  it('are the ends where the range has no two powers of ten', () => {
    const ticks = legendTicks({ log: true, domain: [0.002, 0.03] }, 200)
    expect(ticks.map(t => t.label)).toEqual(['0.002', '0.03'])
  })

  it('are fractions on a linear scale', () => {
    expect(legendTicks({ log: false, domain: [0, 1] }, 200).map(t => t.label)).toEqual([
      '0',
      '0.5',
      '1',
    ])
  })
})
