import { histogramBins, rowValue } from '../../engine/telemetry/layout'
import { frameAt, type ShownFrame } from '../stores/shown-frame'
import type { TelemetryState } from '../stores/telemetry'
import type { DistributionsData } from './charts/distributions/view'
import { heatmapRows } from './heatmap-data'
import type { HeatmapSource } from './quantities'

/** How gradients were spread at the newest counted step up to the shown one. */
export function distributionsData(
  state: TelemetryState,
  source: HeatmapSource,
  shown: ShownFrame | null,
  nodeLabel: (nodeId: string) => string,
): DistributionsData {
  const { layout, histograms } = state
  const { first: firstPower, count: bins } = histogramBins
  const counted = shown && histograms?.at(shown.last)
  if (!layout || !counted) return { step: null, firstPower, rows: [] }
  const { frame } = frameAt(state, { hovered: null, pinned: counted.step }) ?? shown
  const rows = heatmapRows(layout.rows, 'gradient.rms', source)
  return {
    step: counted.step,
    firstPower,
    rows: rows.flatMap(row => {
      if (row.histogram === undefined) return []
      const counts = counted.counts.subarray(row.histogram, row.histogram + bins)
      return {
        name: row.name,
        label: nodeLabel(row.nodeId),
        nodeId: row.nodeId,
        counts,
        counted: counts.reduce((sum, count) => sum + count, 0),
        zeros: rowValue(frame, row, 'gradient.zeroFraction'),
      }
    }),
  }
}
