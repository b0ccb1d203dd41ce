import { create } from 'zustand'
import { rowValue, type TelemetryLayout, type TelemetryRow } from '../../engine/telemetry/layout'
import { cividis } from '../panels/charts/palette'
import { useTheme } from '../theme/theme'
import { followShownFrame, shownFrame } from './shown-frame'
import { telemetryStore } from './telemetry'

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

/** Gradients of the shown step for the canvas, at a pace that can be read. */
export const useHeat = create<HeatState>()(() => none)

const intervalMs = 250

/** Follows telemetry and scrubber; returns a function that stops. */
export function followTelemetry(): () => void {
  const draw = () => {
    const shown = shownFrame()
    const { layout } = telemetryStore.getState()
    const dark = useTheme.getState().scheme === 'dark'
    useHeat.setState(layout && shown ? heatOf(layout, shown.frame, dark) : none, true)
  }
  const stopFrames = followShownFrame(draw, intervalMs)
  const stopTheme = useTheme.subscribe(draw)
  return () => {
    stopFrames()
    stopTheme()
  }
}

/** Colours run from the smallest to the largest gradient of the step, by their logarithm. */
export function heatOf(
  layout: TelemetryLayout,
  frame: ArrayLike<number>,
  dark: boolean,
): HeatState {
  const measured = (kind: TelemetryRow['kind']) => {
    const values = new Map<string, number>()
    for (const row of layout.rows) {
      // The first tensor of a node is its weights; a bias says little about the layer.
      if (row.kind !== kind || row.columns['gradient.rms'] === undefined) continue
      if (!values.has(row.nodeId)) values.set(row.nodeId, gradientSize(frame, row))
    }
    return colored(values, dark)
  }
  return { weights: measured('param'), outputs: measured('output') }
}

/** RMS, which leaves out what is not finite; NaN or infinity where a single entry is. */
function gradientSize(frame: ArrayLike<number>, row: TelemetryRow): number {
  if (rowValue(frame, row, 'gradient.nanCount') > 0) return Number.NaN
  if (rowValue(frame, row, 'gradient.infCount') > 0) return Number.POSITIVE_INFINITY
  return rowValue(frame, row, 'gradient.rms')
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
