import { type Quantity, rowValue, type TelemetryRow } from '../../engine/telemetry/layout'
import type { ShownFrame } from '../stores/shown-frame'
import type { TelemetryState } from '../stores/telemetry'
import { slotMean } from '../stores/telemetry-history'
import type { HeatmapData, HeatmapRow } from './charts/heatmap/view'
import { headerColumn, noColumn } from './header-column'
import { type HeatmapQuantity, type HeatmapSource, quantityColumn, sourceOf } from './quantities'

/**
 * Rows of the heatmap in the graph's order: one for each layer with parameters (its weights, not
 * its bias) or one for each node output, where they have the quantity.
 */
export function heatmapRows(
  rows: readonly TelemetryRow[],
  quantity: Quantity,
  source: HeatmapSource,
): TelemetryRow[] {
  const having = rows.filter(row => row.kind === source && row.columns[quantity] !== undefined)
  if (source === 'output') return having
  // A layer's weights are its first parameter tensor: W before b, gamma before beta.
  const seen = new Set<string>()
  return having.filter(row => !seen.has(row.nodeId) && seen.add(row.nodeId))
}

export interface HeatmapChoice {
  readonly quantity: HeatmapQuantity
  readonly source: HeatmapSource
}

/** @param shown the step whose figures stand beside the colours */
export function heatmapData(
  state: TelemetryState,
  { quantity, source }: HeatmapChoice,
  shown: ShownFrame | null,
  nodeLabel: (nodeId: string) => string,
): HeatmapData {
  const { layout, history } = state
  const name = quantityColumn(quantity)
  const rows = layout ? heatmapRows(layout.rows, name, sourceOf(quantity, source)) : []
  const columnOf = (row: TelemetryRow, of: Quantity) => {
    const column = row.columns[of]
    return column === undefined ? undefined : history?.columns[column]
  }
  return {
    rows: rows.map((row): HeatmapRow => {
      const column = columnOf(row, name) ?? noColumn
      // Counts are what they count; of what is no gradient nothing is counted.
      const gradient = name.startsWith('gradient.') || name.startsWith('update.')
      const counted = gradient && !name.endsWith('Count')
      return {
        name: row.name,
        label: nodeLabel(row.nodeId),
        nodeId: row.nodeId,
        shown: shown ? rowValue(shown.frame, row, name) : Number.NaN,
        mean: slot => (history ? slotMean(history, column, slot) : Number.NaN),
        min: column.min,
        max: column.max,
        ...(counted && {
          nan: columnOf(row, 'gradient.nanCount')?.max,
          inf: columnOf(row, 'gradient.infCount')?.max,
        }),
      }
    }),
    count: history?.count ?? 0,
    stride: history?.stride ?? 1,
    steps: history?.frames ?? 0,
    step: headerColumn(state, 'step'),
    epoch: headerColumn(state, 'epoch'),
  }
}
