// @vitest-environment jsdom
import i18next from 'i18next'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { resource } from '../../../src/renderer/i18n/strings/index'
import { Dock } from '../../../src/renderer/panels/Dock'
import { dock, useDock } from '../../../src/renderer/stores/dock'
import { useDockChoices } from '../../../src/renderer/stores/dock-choices'
import { firstLayout } from '../../../src/renderer/stores/dock-layout'
import { scrubber } from '../../../src/renderer/stores/scrubber'
import { telemetry } from '../../../src/renderer/stores/telemetry'
import { createRun, type RunName } from './harness/runs'

let container: HTMLElement
let root: Root
let observers: { callback: ResizeObserverCallback; target: Element }[] = []
let animationFrames: FrameRequestCallback[] = []

/** jsdom lays nothing out: sizes come from here. */
function resize(width: number, height = 260): void {
  act(() => {
    for (const { callback, target } of [...observers]) {
      const entry = { contentRect: { width, height }, target } as unknown as ResizeObserverEntry
      callback([entry], {} as ResizeObserver)
    }
  })
}

function arrive(name: Exclude<RunName, 'none'>): void {
  const { loaded, frames, evaluations } = createRun(name)
  telemetry.beginRun(loaded)
  telemetry.appendFrames(frames)
  for (const evaluation of evaluations) telemetry.addEvaluation(evaluation)
  nextAnimationFrame()
}

function nextAnimationFrame(): void {
  const due = animationFrames
  animationFrames = []
  act(() => {
    for (const callback of due) callback(0)
  })
}

function render(selectedNodeId: string | null = null, onSelectNode = vi.fn()): typeof onSelectNode {
  act(() => root.render(<Dock selectedNodeId={selectedNodeId} onSelectNode={onSelectNode} />))
  return onSelectNode
}

function choose(label: string, value: string): void {
  const trigger = container.querySelector<HTMLElement>(`[role="combobox"][aria-label="${label}"]`)!
  act(() => trigger.click())
  const option = document.querySelector<HTMLElement>(`[data-testid="option-${value}"]`)!
  act(() => {
    // A click counts where the press began.
    option.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }))
    option.click()
  })
}

function tab(id: string): HTMLElement {
  return container.querySelector<HTMLElement>(`[role=tab][id$="-${id}"]`)!
}

function press(element: HTMLElement, key: string, modifiers: KeyboardEventInit = {}): void {
  act(() => {
    element.focus()
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...modifiers }))
  })
}

function texts(selector: string): string[] {
  return [...container.querySelectorAll(selector)].map(node => node.textContent ?? '')
}

beforeAll(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en: { translation: resource('en') } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  })
})

beforeAll(() => {
  // Main never answers, so panels stay as they are at first.
  const gradscope = { request: () => new Promise(() => {}), on: () => () => {} }
  Object.assign(window, { gradscope })
})

beforeEach(() => {
  useDock.setState(useDock.getInitialState())
  useDockChoices.setState(useDockChoices.getInitialState())
  observers = []
  animationFrames = []
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    animationFrames.push(callback),
  )
  vi.stubGlobal('matchMedia', () => ({ addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly callback: ResizeObserverCallback
      constructor(callback: ResizeObserverCallback) {
        this.callback = callback
      }
      observe(target: Element) {
        observers.push({ callback: this.callback, target })
      }
      disconnect() {
        observers = observers.filter(observer => observer.callback !== this.callback)
      }
    },
  )
  document.body.innerHTML = '<div></div>'
  container = document.body.firstElementChild as HTMLElement
  root = createRoot(container)
})

afterEach(() => {
  act(() => root.unmount())
  telemetry.clear()
  nextAnimationFrame()
  vi.unstubAllGlobals()
})

describe('dock', () => {
  it('draws a row for each layer with parameters when telemetry arrives', () => {
    render()
    resize(1000)
    arrive('vanishing')
    expect(texts('.chart-row')).toHaveLength(9)
  })

  it('says what the colours measure for the chosen quantity and source', () => {
    render()
    resize(800)
    arrive('vanishing')
    expect(texts('.chart-legend .chart-measure')).toEqual(['RMS of dL/dW per element'])
    choose('Quantity', 'maxAbs')
    choose('Of', 'output')
    expect(texts('.chart-legend .chart-measure')).toEqual(['largest |dL/dy| of any element'])
    choose('Quantity', 'ratio')
    expect(texts('.chart-legend .chart-measure')).toEqual(['||ΔW|| ÷ ||W|| of one step'])
  })

  it('keeps a locked colour range while the run goes on', () => {
    render()
    resize(800)
    arrive('vanishing')
    choose('Colour range', 'locked')
    const before = texts('.chart-bar text')
    arrive('broken')
    expect(texts('.chart-bar text')).toEqual(before)
    choose('Colour range', 'all')
    expect(texts('.chart-bar text')).not.toEqual(before)
  })

  it('marks the selected node’s row and selects the node of a clicked one', () => {
    const onSelectNode = render('dense3')
    resize(800)
    arrive('vanishing')
    expect(texts('.chart-row.is-selected')).toEqual(['dense3'])
    const event = new MouseEvent('click', { clientX: 100, clientY: 36, bubbles: true })
    act(() => void container.querySelector('.chart')!.dispatchEvent(event))
    expect(onSelectNode).toHaveBeenCalledExactlyOnceWith('dense1')
  })

  it('changes tabs by click and by arrow keys', () => {
    render()
    act(() => tab('curves').click())
    resize(800)
    expect(texts('.curves .chart-heading')).toEqual([
      'Loss',
      'Accuracy',
      'Gradient norm',
      'Learning rate',
    ])
    press(tab('curves'), 'ArrowLeft')
    const last = firstLayout.groups[1]!.tabs.at(-1)!
    expect(tab(last).getAttribute('aria-selected')).toBe('true')
    expect(document.activeElement).toBe(tab(last))
    press(tab(last), 'Home')
    expect(document.activeElement).toBe(tab('curves'))
  })

  it('moves and hides tabs by keys', () => {
    render()
    press(tab('gradients'), 'ArrowRight', { altKey: true })
    expect(useDock.getState().layout.groups[0]!.tabs.slice(0, 2)).toEqual([
      firstLayout.groups[0]!.tabs[1],
      'gradients',
    ])
    press(tab('gradients'), 'Delete')
    expect(container.querySelector('[role=tab][id$="-gradients"]')).toBeNull()
    act(() => dock.show('gradients'))
    expect(tab('gradients').getAttribute('aria-selected')).toBe('true')
    act(() => dock.reset())
    expect(useDock.getState().layout).toEqual(firstLayout)
  })

  it('remembers the panel in front and what it was set to, but no range of an older run', () => {
    render()
    resize(800)
    choose('Quantity', 'std')
    choose('Colour range', 'locked')
    act(() => container.querySelector<HTMLElement>('[role=tab][id$="-curves"]')!.click())
    useDock.persist.rehydrate()
    useDockChoices.persist.rehydrate()
    expect(useDock.getState().layout.groups[1]!.front).toBe('curves')
    const kept = JSON.parse(localStorage.getItem('gradscope.dock-choices')!)
    useDockChoices.setState(useDockChoices.getInitialState())
    localStorage.setItem('gradscope.dock-choices', JSON.stringify(kept))
    useDockChoices.persist.rehydrate()
    expect(useDockChoices.getState()).toMatchObject({ quantity: 'std', range: 'recent' })
  })

  it('shows a pinned step in all charts until it is let go', () => {
    render()
    resize(1000)
    resize(1000)
    arrive('vanishing')
    act(() => scrubber.pin(640))
    // The heatmap's, and that of each of the four curves.
    expect(container.querySelectorAll('.chart-mark.is-handle')).toHaveLength(5)
    expect(container.querySelector('.dock-chart')!.getAttribute('aria-label')).toContain('Step 640')
    const live = container.querySelector<HTMLElement>('[data-testid=step-live]')!
    expect(live.getAttribute('aria-pressed')).toBe('false')
    act(() => live.click())
    expect(container.querySelectorAll('.chart-mark')).toHaveLength(0)
  })
})
