import { histogramBins } from '../../../engine/telemetry/layout'
import type { CountedGradients } from '../../stores/histogram-history'
import type { TelemetryState } from '../../stores/telemetry'
import type { DistributionsData } from '../charts/distributions/view'
import { formatStep } from '../charts/format'
import { heatmapRows } from '../heatmap-data'
import type { HeatmapSource } from '../quantities'

/** Ridges that can be told apart. */
const mostRidges = 16

/** Steps spread evenly over those that were counted, with the first and the newest. */
export function spreadSteps(kept: readonly CountedGradients[], most: number): CountedGradients[] {
  if (kept.length <= most) return [...kept]
  return Array.from(
    { length: most },
    (_, i) => kept[Math.round((i * (kept.length - 1)) / (most - 1))]!,
  )
}

export interface TimeData extends DistributionsData {
  /** The tensor: `dense1.W`; null where there is none. */
  readonly tensor: string | null
}

/** How the gradient of one node, the first unless one is selected, was spread at step after step. */
export function timeData(
  { layout, histograms }: Pick<TelemetryState, 'layout' | 'histograms'>,
  source: HeatmapSource,
  selectedNodeId: string | null,
  most = mostRidges,
): TimeData {
  const { first: firstPower, count: bins } = histogramBins
  const rows = layout ? heatmapRows(layout.rows, 'gradient.rms', source) : []
  const counted = rows.filter(row => row.histogram !== undefined)
  const row = counted.find(({ nodeId }) => nodeId === selectedNodeId) ?? counted[0]
  const steps = histograms ? spreadSteps(histograms.kept, most) : []
  if (!row || steps.length === 0) return { tensor: null, step: null, firstPower, rows: [] }
  const size = row.shape.reduce((product, dim) => product * dim, 1)
  return {
    tensor: row.name,
    step: steps.at(-1)!.step,
    firstPower,
    rows: steps.map(({ step, counts: all }) => {
      const counts = all.subarray(row.histogram!, row.histogram! + bins)
      const sum = counts.reduce((total, count) => total + count, 0)
      // Of outputs the number of entries depends on the batch; of weights it is known.
      const zeros = row.kind === 'param' ? 1 - sum / size : Number.NaN
      const label = formatStep(step)
      return { name: label, label, nodeId: String(step), counts, counted: sum, zeros }
    }),
  }
}
