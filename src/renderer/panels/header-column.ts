import { type FrameHeaderField, frameHeader } from '../../engine/telemetry/layout'
import type { TelemetryState } from '../stores/telemetry'
import type { HistoryColumn } from '../stores/telemetry-history'

const nothing = new Float64Array(0)
export const noColumn: HistoryColumn = { min: nothing, max: nothing, sum: nothing }

/** A header field over the run. */
export function headerColumn(
  { history }: Pick<TelemetryState, 'history'>,
  field: FrameHeaderField,
): HistoryColumn {
  return history?.columns[frameHeader.indexOf(field)] ?? noColumn
}
