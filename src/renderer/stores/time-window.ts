import { create } from 'zustand'
import type { StepWindow } from '../panels/charts/time-window'
import { telemetryStore } from './telemetry'

/** The stretch of steps that heatmap and curves show; null for the whole run. */
export const useTimeWindow = create<{ readonly window: StepWindow | null }>()(() => ({
  window: null,
}))

export function showSteps(window: StepWindow | null): void {
  useTimeWindow.setState({ window })
}

telemetryStore.subscribe((state, before) => {
  if (state.history !== before.history) showSteps(null)
})
