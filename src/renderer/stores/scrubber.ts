import { create } from 'zustand'
import { frameHeader } from '../../engine/telemetry/layout'
import { telemetryStore } from './telemetry'
import { firstStep, lastStep, nearestSlot } from './telemetry-history'

/**
 * The step that every view shows: the one under the pointer, else the pinned one, else the newest,
 * which moves on with the training.
 */
export interface Scrubber {
  readonly hovered: number | null
  readonly pinned: number | null
}

const live: Scrubber = { hovered: null, pinned: null }

export const useScrubber = create<Scrubber>()(() => live)

const { getState: get, setState: set } = useScrubber

export const scrubber = {
  /** @param step null when the pointer has left */
  hover(step: number | null): void {
    if (get().hovered !== step) set({ hovered: step })
  },

  /** Holds a step, though the training goes on. */
  pin(step: number): void {
    const { history } = telemetryStore.getState()
    if (!history || history.count === 0) return
    const within = Math.min(lastStep(history), Math.max(firstStep(history), Math.round(step)))
    set({ pinned: within, hovered: null })
  },

  /** Moves the pinned step by so many that can be told apart, from the newest where none is pinned. */
  move(by: number): void {
    const { history } = telemetryStore.getState()
    if (!history || history.count === 0) return
    const from = get().pinned ?? lastStep(history)
    const slot = nearestSlot(history, from) + by
    const steps = history.columns[frameHeader.indexOf('step')]!.max
    scrubber.pin(steps[Math.min(history.count - 1, Math.max(0, slot))]!)
  },

  /** Follows the training again. */
  release(): void {
    set(live)
  },
}

// A step of an older run means nothing in a new one.
telemetryStore.subscribe((state, before) => {
  if (state.history !== before.history) scrubber.release()
})
