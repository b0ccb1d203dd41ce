import { create } from 'zustand'
import { rowValue, type TelemetryRow } from '../../engine/telemetry/layout'
import { cividis } from '../panels/charts/palette'
import { useTheme } from '../theme/theme'
import { type TelemetryState, telemetryStore } from './telemetry'

/** A gradient's size on the canvas, ready to draw. */
export interface Heat {
  readonly text: string
  readonly color: string
  /** Ink that is read well on the colour. */
  readonly ink: string
}

interface HeatState {
  /** RMS gradient of a node's weights. */
  readonly weights: Readonly<Record<string, Heat>>
  /** RMS gradient of a node's output: what flows back along the edges that leave it. */
  readonly outputs: Readonly<Record<string, Heat>>
}

const none: HeatState = { weights: {}, outputs: {} }

/** Gradients of the newest step for the canvas, at a pace that can be read. */
export const useHeat = create<HeatState>()(() => none)

const intervalMs = 250
let timer: ReturnType<typeof setTimeout> | undefined

/** Follows the telemetry; returns a function that stops. */
export function followTelemetry(): () => void {
  const draw = () => {
    clearTimeout(timer)
    timer = undefined
    useHeat.setState(heatOf(telemetryStore.getState(), isDark()), true)
  }
  const stopTelemetry = telemetryStore.subscribe(() => {
    timer ??= setTimeout(draw, intervalMs)
  })
  const stopTheme = useTheme.subscribe(draw)
  return () => {
    stopTelemetry()
    stopTheme()
    clearTimeout(timer)
    timer = undefined
  }
}

function isDark(): boolean {
  return useTheme.getState().scheme === 'dark'
}

/** Colours run from the smallest to the largest gradient of the step, by their logarithm. */
export function heatOf({ layout, history }: TelemetryState, dark: boolean): HeatState {
  if (!layout || !history || history.count === 0) return none
  const frame = history.latest
  const measured = (kind: TelemetryRow['kind']) => {
    const values = new Map<string, number>()
    for (const row of layout.rows) {
      // The first tensor of a node is its weights; a bias says little about the layer.
      if (row.kind !== kind || row.columns['gradient.rms'] === undefined) continue
      if (!values.has(row.nodeId)) values.set(row.nodeId, rowValue(frame, row, 'gradient.rms'))
    }
    return colored(values, dark)
  }
  return { weights: measured('param'), outputs: measured('output') }
}

function colored(values: ReadonlyMap<string, number>, dark: boolean): Record<string, Heat> {
  const logs = [...values.values()].filter(isPlain).map(Math.log10)
  const low = Math.min(...logs)
  // Gradients of about the same size should not look far apart.
  const span = Math.max(1, Math.max(...logs) - low)
  return Object.fromEntries(
    [...values].map(([id, value]) => [
      id,
      isPlain(value)
        ? plainHeat(value, (Math.log10(value) - low) / span, dark)
        : { text: specialText(value), color: 'var(--danger)', ink: 'var(--surface)' },
    ]),
  )
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && value > 0
}

function plainHeat(value: number, t: number, dark: boolean): Heat {
  return {
    text: value.toExponential(0).replace('e+', 'e').replace('-', '−'),
    color: cividis(t, dark ? 'dark' : 'light'),
    ink: t > 0.45 ? '#14161b' : '#ffffff',
  }
}

function specialText(value: number): string {
  if (value === 0) return '0'
  return Number.isNaN(value) ? 'NaN' : 'Inf'
}
