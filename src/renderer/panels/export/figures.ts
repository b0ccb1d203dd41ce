import { useDockChoices } from '../../stores/dock-choices'
import { runGraph } from '../../stores/run-graph'
import { shownFrame } from '../../stores/shown-frame'
import { telemetryStore, useTelemetry } from '../../stores/telemetry'
import { attenuationData } from '../attenuation-data'
import { distributionsData } from '../distributions-data'
import { usePanelText } from '../use-panel-text'
import { csvText } from './csv'
import { attenuationTable, curvesTable, distributionsTable, heatmapTable } from './tables'

type NodeLabel = (id: string) => string

/** The heatmap's quantity over the whole run. */
export function heatmapCsv(): string {
  const { quantity, source } = useDockChoices.getState()
  return csvText(heatmapTable(telemetryStore.getState(), quantity, source))
}

/** The attenuation at the shown step. */
export function attenuationCsv(nodeLabel: NodeLabel): string {
  const { layout } = telemetryStore.getState()
  return csvText(attenuationTable(attenuationData(runGraph(), layout, shownFrame(), nodeLabel)))
}

/** The distributions at the counted step nearest to the shown one. */
export function distributionsCsv(nodeLabel: NodeLabel): string {
  const { source } = useDockChoices.getState()
  const data = distributionsData(telemetryStore.getState(), source, shownFrame(), nodeLabel)
  return csvText(distributionsTable(data))
}

/** All curves over the whole run. */
export function curvesCsv(): string {
  return csvText(curvesTable(telemetryStore.getState()))
}

/** Says that there is nothing to export as long as no step was trained. */
export function useNoSteps(): string | null {
  const t = usePanelText()
  const empty = useTelemetry(state => (state.history?.count ?? 0) === 0)
  return empty ? t('panels.export.nothing') : null
}
