// @vitest-environment jsdom
import i18next from 'i18next'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { resource } from '../../src/renderer/i18n/strings/index'
import { CrashScreen } from '../../src/renderer/shell/CrashScreen'
import { useDocument } from '../../src/renderer/stores/document'
import { ErrorBoundary } from '../../src/renderer/ui/ErrorBoundary'
import { mnistDocument } from '../support/documents'

const request = vi.fn(async (channel: string) =>
  channel === 'document.save' ? { kind: 'saved', name: 'net', path: '/net.gradscope' } : undefined,
)
let broken = true
let container: HTMLElement
let root: Root

function Window() {
  if (broken) throw new Error('no such panel')
  return <p>the window</p>
}

beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: { translation: resource('en') } }, keySeparator: false })
})

beforeEach(() => {
  broken = true
  vi.stubGlobal('window', Object.assign(window, { gradscope: { request, on: () => () => {} } }))
  // React tells of every error that it gives to a boundary.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  useDocument
    .getState()
    .load({ document: mnistDocument([4]), name: 'net', path: null, saved: false })
  container = document.body.appendChild(document.createElement('div'))
  root = createRoot(container)
  act(() =>
    root.render(
      <ErrorBoundary fallback={CrashScreen}>
        <Window />
      </ErrorBoundary>,
    ),
  )
})

afterEach(() => {
  act(() => root.unmount())
  container.remove()
  vi.restoreAllMocks()
})

async function press(name: string): Promise<void> {
  const buttons = [...container.querySelectorAll('button')]
  await act(async () => buttons.find(({ textContent }) => textContent === name)!.click())
}

it('a window that cannot be drawn says why, and is drawn when that is over', async () => {
  expect(container.querySelector('[role="alert"]')?.textContent).toContain('no such panel')
  await press('Try again')
  expect(container.textContent).toContain('no such panel')
  broken = false
  await press('Try again')
  expect(container.textContent).toBe('the window')
})

it('what cannot be drawn can still be saved', async () => {
  await press('Save')
  await vi.waitFor(() => expect(container.textContent).toContain('Saved'))
  expect(request).toHaveBeenCalledWith(
    'document.save',
    expect.objectContaining({ text: expect.stringContaining('"dense1"') }),
  )
})
