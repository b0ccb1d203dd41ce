// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setViewArea } from '../../../src/renderer/canvas/view-area'
import { followPointer, pointerOnCanvas } from '../../../src/renderer/clipboard/pointer'

let canvas: HTMLElement
let stop: () => void

function moveOver(target: Element, x: number, y: number): void {
  target.dispatchEvent(new MouseEvent('pointermove', { clientX: x, clientY: y, bubbles: true }))
}

beforeEach(() => {
  document.body.innerHTML =
    '<section class="canvas"><div class="node"></div></section><aside></aside>'
  canvas = document.querySelector('.canvas')!
  canvas.getBoundingClientRect = () => new DOMRect(100, 50, 400, 200)
  setViewArea(() => ({ x: -20, y: 0, width: 800, height: 400 }))
  stop = followPointer()
})

afterEach(() => stop())

it('tells where the pointer is in the graph, at any zoom, over nodes too', () => {
  expect(pointerOnCanvas()).toBeNull()
  moveOver(canvas, 100, 50)
  expect(pointerOnCanvas()).toEqual({ x: -20, y: 0 })
  moveOver(canvas.firstElementChild!, 300, 150)
  expect(pointerOnCanvas()).toEqual({ x: 380, y: 200 })
})

it('is nowhere once the pointer is beside the canvas, outside the window, or the canvas is gone', () => {
  moveOver(canvas, 200, 100)
  moveOver(document.querySelector('aside')!, 700, 100)
  expect(pointerOnCanvas()).toBeNull()
  moveOver(canvas, 200, 100)
  document.documentElement.dispatchEvent(new MouseEvent('pointerleave'))
  expect(pointerOnCanvas()).toBeNull()
  moveOver(canvas, 200, 100)
  canvas.remove()
  expect(pointerOnCanvas()).toBeNull()
})
