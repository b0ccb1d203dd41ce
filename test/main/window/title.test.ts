import { expect, it } from 'vitest'
import { windowTitle } from '../../../src/main/window/title'

it('names the document and the app', () => {
  expect(windowTitle({ name: 'mnist', dirty: false }, 'linux')).toBe('mnist — Gradscope')
  expect(windowTitle({ name: '', dirty: false }, 'linux')).toBe('Gradscope')
})

it('marks unsaved work where the window itself cannot', () => {
  expect(windowTitle({ name: 'mnist', dirty: true }, 'win32')).toBe('● mnist — Gradscope')
  expect(windowTitle({ name: 'mnist', dirty: true }, 'darwin')).toBe('mnist — Gradscope')
})
