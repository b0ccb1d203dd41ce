import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { frameHeader } from '../../src/engine/telemetry/layout'
import { scrubber, useScrubber } from '../../src/renderer/stores/scrubber'
import { frameAt, shownFrame } from '../../src/renderer/stores/shown-frame'
import { telemetry } from '../../src/renderer/stores/telemetry'
import { createHistory } from '../../src/renderer/stores/telemetry-history'
import { createRun } from './panels/harness/runs'

let callbacks: FrameRequestCallback[] = []
function nextAnimationFrame(): void {
  const due = callbacks
  callbacks = []
  for (const callback of due) callback(0)
}

beforeEach(() => {
  callbacks = []
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    callbacks.push(callback),
  )
  const { loaded, frames } = createRun('vanishing')
  telemetry.beginRun(loaded)
  telemetry.appendFrames(frames)
  nextAnimationFrame()
})
afterEach(() => {
  telemetry.clear()
  nextAnimationFrame()
  vi.unstubAllGlobals()
})

const stepOf = (shown: ReturnType<typeof shownFrame>) => shown?.frame[0]

describe('scrubber', () => {
  it('shows the newest step until one is pinned, and again when it is released', () => {
    expect(shownFrame()).toMatchObject({ first: 1284, last: 1284, live: true })
    scrubber.pin(640)
    expect(shownFrame()).toMatchObject({ first: 640, last: 640, live: false })
    expect(stepOf(shownFrame())).toBe(640)
    scrubber.release()
    expect(shownFrame()?.live).toBe(true)
  })

  it('shows the step under the pointer for as long as it is there', () => {
    scrubber.pin(640)
    scrubber.hover(12)
    expect(stepOf(shownFrame())).toBe(12)
    scrubber.hover(null)
    expect(stepOf(shownFrame())).toBe(640)
  })

  it('moves step by step and stays within the run', () => {
    scrubber.move(-1)
    expect(useScrubber.getState().pinned).toBe(1283)
    scrubber.move(+5)
    expect(useScrubber.getState().pinned).toBe(1284)
    scrubber.pin(1)
    scrubber.move(-1)
    expect(useScrubber.getState().pinned).toBe(1)
    scrubber.pin(1e9)
    expect(useScrubber.getState().pinned).toBe(1284)
  })

  it('lets go of its step when another run begins', () => {
    scrubber.pin(640)
    telemetry.beginRun(createRun('short').loaded)
    nextAnimationFrame()
    expect(useScrubber.getState()).toEqual({ hovered: null, pinned: null })
    expect(shownFrame()).toBeNull()
    scrubber.pin(3)
    expect(useScrubber.getState().pinned).toBeNull()
  })

  it('shows means where several steps share a place', () => {
    const width = frameHeader.length + 1
    const history = createHistory(width, 2)
    for (let step = 1; step <= 8; step++) {
      history.append(Float64Array.of(step, 1, 1, 1, 1, 1, 1, step * 10))
    }
    expect(history.stride).toBe(4)
    const shown = frameAt({ history }, { hovered: null, pinned: 2 })
    expect(shown).toMatchObject({ first: 1, last: 4, live: false })
    expect(shown?.frame[7]).toBe(25)
  })
})
