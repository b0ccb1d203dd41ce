// @vitest-environment jsdom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import '../../../src/renderer/i18n/index'
import { RunStepNote } from '../../../src/renderer/panels/RunStepNote'
import { panelRows } from '../../../src/renderer/panels/registry'
import { StepControl } from '../../../src/renderer/panels/StepControl'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { type Run, useRun } from '../../../src/renderer/stores/run'
import { scrubber } from '../../../src/renderer/stores/scrubber'
import { telemetry } from '../../../src/renderer/stores/telemetry'
import { maxSlots } from '../../../src/renderer/stores/telemetry-history'
import { panelIds } from '../../../src/shared/panels'
import { createRun } from './harness/runs'

let container: HTMLElement
let root: Root
let animationFrames: FrameRequestCallback[] = []

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('matchMedia', () => ({ addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    animationFrames.push(callback),
  )
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  // jsdom lays nothing out: every chart is as large as this.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(280)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private readonly callback: ResizeObserverCallback) {}
      observe(target: Element) {
        const entry = { contentRect: { width: 900, height: 280 }, target }
        this.callback([entry as unknown as ResizeObserverEntry], {} as ResizeObserver)
      }
      unobserve() {}
      disconnect() {}
    },
  )
  animationFrames = []
  document.body.innerHTML = '<div></div>'
  container = document.body.firstElementChild as HTMLElement
  root = createRoot(container)
})

afterEach(() => {
  act(() => root.unmount())
  telemetry.clear()
  useRun.setState({ run: null })
  draw()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function draw(): void {
  const due = animationFrames
  animationFrames = []
  act(() => {
    for (const callback of due) callback(0)
  })
}

function train(frames?: (all: Float64Array, width: number) => Float64Array): void {
  const { loaded, frames: all, evaluations } = createRun('vanishing')
  telemetry.beginRun(loaded)
  telemetry.appendFrames(frames ? frames(all, loaded.layout.width) : all)
  for (const evaluation of evaluations) telemetry.addEvaluation(evaluation)
  draw()
}

function show(id: (typeof panelIds)[number]): HTMLElement[] {
  const { component: Panel } = panelRows[id]
  act(() =>
    root.render(<Panel selectedNodeId={null} onSelectNode={() => {}} nodeLabel={name => name} />),
  )
  return [...container.querySelectorAll<HTMLElement>('.chart')]
}

const withCharts = panelIds.filter(id => panelRows[id].exports?.picture)
/** These need nothing but frames; the others are looked at in the window. */
const overSteps = ['gradients', 'curves'] as const

describe.each(withCharts)('the charts of %s', id => {
  it('say what they will show, to eyes and to ears', () => {
    const charts = show(id)
    // A panel may say so itself before there is anything to draw.
    expect(container.textContent?.trim()).not.toBe('')
    for (const chart of charts) {
      expect(chart.getAttribute('aria-label')).toBeTruthy()
      expect(chart.getAttribute('aria-roledescription')).toBeTruthy()
    }
  })
})

describe.each(overSteps)('the charts of %s over a run', id => {
  it('have a title, axes with what they measure, a legend and a text alternative', () => {
    train()
    const charts = show(id)
    expect(charts.length).toBeGreaterThan(0)
    for (const chart of charts) {
      const text = (selector: string) =>
        [...chart.querySelectorAll(selector)].map(each => each.textContent).join(' ')
      expect(text('.chart-heading')).not.toBe('')
      expect(text('.chart-measure, .chart-axis-title')).not.toBe('')
      expect(chart.querySelectorAll('.tick').length).toBeGreaterThan(1)
      const legend = '.chart-legend, .chart-end, .chart-products, .chart-measure'
      expect(text(legend)).not.toBe('')
      expect(text('.chart-empty text')).toBe('')
      // Title, what is measured, and figures.
      expect(chart.getAttribute('aria-label')).toMatch(/\..*\d/)
      expect(chart.tabIndex).toBe(0)
    }
  })
})

describe('a long run', () => {
  it('says how many steps a point stands for once the history is full', () => {
    act(() => root.render(<StepControl />))
    const binned = () => container.querySelector('[data-testid=step-binned]')
    train()
    act(() => root.render(<StepControl />))
    expect(binned()).toBeNull()
    train((all, width) => {
      const frames = new Float64Array(width * (2 * maxSlots + 1))
      for (let step = 0; step * width < frames.length; step++) {
        frames.set(all.subarray(0, width), step * width)
        frames[step * width] = step + 1
      }
      return frames
    })
    act(() => root.render(<StepControl />))
    expect(binned()?.textContent).toMatch(/^\d+ steps a point$/)
  })
})

describe('a run that is not shown from its first step, or not at the pinned one', () => {
  const noted = (id: string) => container.querySelector(`[data-testid=${id}]`)?.textContent ?? null

  function runAt(step: number, firstStep = 0): void {
    const { loaded } = createRun('vanishing')
    const document = currentDocument(useDocument.getState())
    act(() =>
      useRun.setState({
        run: { id: 1, state: 'paused', step, document, loaded: { ...loaded, firstStep } } as Run,
      }),
    )
  }

  it('says at which step it went on from another', () => {
    train((all, width) => all.subarray(40 * width))
    const { history } = telemetry.now()
    const first = history!.columns[0]!.min[0]!
    expect(first).toBeGreaterThan(1)
    runAt(first, 0)
    act(() => root.render(<StepControl />))
    expect(noted('step-start')).toBeNull()
    runAt(first, first - 1)
    act(() => root.render(<StepControl />))
    expect(noted('step-start')).toBe(`from step ${first - 1} on`)
    // Reset: all steps are there again.
    train()
    act(() => root.render(<StepControl />))
    expect(noted('step-start')).toBeNull()
  })

  it('says which step the network is at while another is pinned', () => {
    train()
    runAt(60)
    act(() => root.render(<RunStepNote canTravel />))
    expect(noted('step-note')).toBeNull()
    act(() => scrubber.pin(20))
    expect(noted('step-note')).toBe('Showing step 60 (pinned: 20)')
    expect(noted('step-travel')).toBe('Go to step 20')
    runAt(20)
    expect(noted('step-note')).toBeNull()
    expect(noted('step-travel')).toBeNull()
    runAt(60)
    act(() => scrubber.release())
    expect(noted('step-note')).toBeNull()
  })
})
