// @vitest-environment jsdom
import i18next from 'i18next'
import { act, useEffect, useRef } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { resource } from '../../src/renderer/i18n/strings/index'
import { Inspector } from '../../src/renderer/inspector/Inspector'
import { useDrawing } from '../../src/renderer/panels/use-drawing'
import { useDocument } from '../../src/renderer/stores/document'
import { useTheme } from '../../src/renderer/theme/theme'
import { PartBoundary } from '../../src/renderer/ui/PartBoundary'
import { mnistDocument } from '../support/documents'

vi.mock('../../src/renderer/inspector/TrainingForm', () => ({ TrainingForm: Part }))

let broken: string | null
let drawn: number
let container: HTMLElement
let root: Root

function Part() {
  if (broken !== null) throw new Error(broken)
  return <p>the part</p>
}

function Chart() {
  const ref = useRef<HTMLDivElement>(null)
  useDrawing(ref, () => {
    if (broken !== null) throw new Error(broken)
    drawn += 1
  })
  return <div ref={ref}>the chart</div>
}

/** Another listener to what a chart listens to. */
function Neighbour() {
  useEffect(() => useTheme.subscribe(() => (drawn += 100)), [])
  return <p>the neighbour</p>
}

const parts = (key: number) => (
  <>
    <PartBoundary resetKeys={[key]}>
      <Part />
    </PartBoundary>
    <PartBoundary inline>
      <Part />
    </PartBoundary>
    <p>the rest</p>
  </>
)

const render = (what: React.ReactNode) => act(() => root.render(what))
const failures = () => [...container.querySelectorAll('[data-testid^="part-failure"]')]
const press = (index: number) =>
  act(() => [...container.querySelectorAll('button')][index]!.click())

beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: { translation: resource('en') } }, keySeparator: false })
})

beforeEach(() => {
  broken = null
  drawn = 0
  // React tells of every error that it gives to a boundary.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  container = document.body.appendChild(document.createElement('div'))
  root = createRoot(container)
})

afterEach(() => {
  act(() => root.unmount())
  container.remove()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('a part that cannot be drawn says why in its place and leaves the rest alone', () => {
  broken = 'no such column'
  render(parts(0))
  expect(failures()).toHaveLength(2)
  expect(container.querySelector('[role="alert"]')?.textContent).toContain('no such column')
  expect(container.textContent).toContain('the rest')
  press(0)
  expect(failures()).toHaveLength(2)
  broken = null
  press(0)
  expect(failures()).toHaveLength(1)
  press(0)
  expect(failures()).toHaveLength(0)
})

it('a part is drawn again when what it shows changes, once for each change', () => {
  broken = 'no such column'
  render(parts(0))
  render(parts(1))
  expect(failures()).toHaveLength(2)
  broken = null
  render(parts(1))
  expect(failures()).toHaveLength(2)
  render(parts(2))
  expect(failures()).toHaveLength(1)
})

it('an inspector that cannot be drawn is drawn again after the next edit', () => {
  const show = (units: number) =>
    useDocument
      .getState()
      .load({ document: mnistDocument([units]), name: 'net', path: null, saved: false })
  show(4)
  broken = 'no such optimizer'
  render(<Inspector />)
  expect(failures()[0]?.textContent).toContain('no such optimizer')
  expect(container.querySelector('[data-testid="inspector"]')).not.toBeNull()
  broken = null
  act(() => show(5))
  expect(failures()).toHaveLength(0)
  expect(container.textContent).toContain('the part')
})

it('a chart that fails when it is drawn outside rendering fails alone, and others are told', () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  for (const name of ['clientWidth', 'clientHeight'] as const) {
    vi.spyOn(HTMLElement.prototype, name, 'get').mockReturnValue(100)
  }
  render(
    <>
      <PartBoundary>
        <Chart />
      </PartBoundary>
      <Neighbour />
    </>,
  )
  expect(drawn).toBeGreaterThan(0)
  drawn = 0
  broken = 'no such colour'
  act(() => useTheme.setState(state => ({ ...state })))
  expect(drawn).toBe(100)
  expect(failures()[0]?.textContent).toContain('no such colour')
  expect(container.textContent).toContain('the neighbour')
})
