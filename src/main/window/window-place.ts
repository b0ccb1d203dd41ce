import { type BrowserWindow, screen, BrowserWindow as Windows } from 'electron'
import type { JsonStore } from '../files/json-store'
import { placeWindow, rememberWindow, type WindowState } from './window-state'

const calmMs = 300

/** Where the next window opens, among the displays and windows of now. */
export function openingPlace(state: WindowState) {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  const windows = Windows.getAllWindows().map(window => window.getNormalBounds())
  return placeWindow(state, [primary, ...others], windows)
}

/** Remembers where a window is whenever it was moved, sized or maximised. */
export function keepPlace(window: BrowserWindow, store: JsonStore<WindowState>): void {
  let timer: NodeJS.Timeout | undefined

  function keep(): void {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    const display = screen.getDisplayMatching(window.getBounds())
    const bounds = window.getNormalBounds()
    store.set(rememberWindow(store.get(), display, bounds, window.isMaximized()))
  }
  function keepSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(keep, calmMs)
  }

  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('maximize', keepSoon)
  window.on('unmaximize', keepSoon)
  window.on('close', () => timer && keep())
  window.on('closed', () => clearTimeout(timer))
}
