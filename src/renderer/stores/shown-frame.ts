import { useEffect, useState } from 'react'
import { frameHeader } from '../../engine/telemetry/layout'
import { type Scrubber, useScrubber } from './scrubber'
import { type TelemetryState, telemetryStore } from './telemetry'
import { nearestSlot, slotMean } from './telemetry-history'

/** The telemetry of the step that every view shows. */
export interface ShownFrame {
  /** Exact where `first` is `last`; else means over the steps between. */
  readonly frame: Float64Array
  readonly first: number
  readonly last: number
  /** Whether it is the newest step and moves on with the training. */
  readonly live: boolean
}

const stepColumn = frameHeader.indexOf('step')

/** What the scrubber stands on; null before the first step. */
export function frameAt(
  {
    history,
    visited = null,
  }: Pick<TelemetryState, 'history'> & Partial<Pick<TelemetryState, 'visited'>>,
  { hovered, pinned }: Scrubber,
): ShownFrame | null {
  if (!history || history.count === 0) return null
  const step = hovered ?? pinned
  const newest = history.latest[stepColumn]!
  if (step === null || step >= newest) {
    return { frame: history.latest, first: newest, last: newest, live: step === null }
  }
  if (visited?.step === step) return { frame: visited.frame, first: step, last: step, live: false }
  const slot = nearestSlot(history, step)
  const frame = Float64Array.from(history.columns, column => slotMean(history, column, slot))
  const { min, max } = history.columns[stepColumn]!
  return { frame, first: min[slot]!, last: max[slot]!, live: false }
}

/** The frame shown now. */
export function shownFrame(): ShownFrame | null {
  return frameAt(telemetryStore.getState(), useScrubber.getState())
}

/** Scrubbing is followed this fast, telemetry as fast as the listener wishes. */
const scrubIntervalMs = 32

/** Calls back when the shown frame may be another; returns a function that stops. */
export function followShownFrame(listener: () => void, intervalMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = 0
  const within = (ms: number) => {
    const at = Date.now() + ms
    if (timer !== undefined && due <= at) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(() => {
      timer = undefined
      listener()
    }, ms)
  }
  const stopTelemetry = telemetryStore.subscribe(() => within(intervalMs))
  const stopScrubber = useScrubber.subscribe(() => within(scrubIntervalMs))
  return () => {
    stopTelemetry()
    stopScrubber()
    clearTimeout(timer)
  }
}

/** The shown frame for a component, renewed at a pace that can be read. */
export function useShownFrame(intervalMs: number): ShownFrame | null {
  const [, redraw] = useState(0)
  useEffect(() => followShownFrame(() => redraw(count => count + 1), intervalMs), [intervalMs])
  return shownFrame()
}
