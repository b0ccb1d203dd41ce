import { mainPath } from '../../engine/diagnosis/main-path'
import { rowValue } from '../../engine/telemetry/layout'
import { type Examined, outputRow } from '../stores/xray'

/** One node of the main path before training; NaN where it has no such figure. */
export interface DepthRow {
  readonly nodeId: string
  /** Standard deviation of its output. */
  readonly std: number
  /** RMS gradient at its output. */
  readonly gradient: number
  /** Share of its outputs where the slope is below 0.05. */
  readonly saturated: number
  /** Share of its outputs that are exactly 0. */
  readonly zero: number
}

/** From the data to the node that feeds the loss. */
export function depthRows({ graph, xray }: Examined): DepthRow[] {
  return mainPath(graph).map(({ id }) => {
    const row = outputRow(xray, id)
    const figure = (quantity: Parameters<typeof rowValue>[2]) =>
      row ? rowValue(xray.frame, row, quantity) : Number.NaN
    return {
      nodeId: id,
      std: figure('activation.std'),
      gradient: figure('gradient.rms'),
      saturated: figure('activation.saturation'),
      zero: xray.zeroOutputs[id] ?? Number.NaN,
    }
  })
}

/**
 * Where a value lies among others, 0 to 1, by its logarithm: equal steps are equal factors. Values
 * within a decade do not look far apart.
 */
export function logPlace(value: number, all: readonly number[]): number {
  const logs = all.filter(each => each > 0 && Number.isFinite(each)).map(Math.log10)
  if (!(value > 0) || !Number.isFinite(value) || logs.length === 0) return 0
  const high = Math.max(...logs)
  const span = Math.max(1, high - Math.min(...logs))
  return 1 - (high - Math.log10(value)) / span
}
