import { bridge } from '../../bridge'
import { t } from '../../i18n/index'
import type { DockTab } from '../../stores/dock'
import { useDockChoices } from '../../stores/dock-choices'
import { useDocument } from '../../stores/document'
import { toastError, toastInfo } from '../../stores/messages'
import { runGraph } from '../../stores/run-graph'
import { shownFrame } from '../../stores/shown-frame'
import { telemetryStore } from '../../stores/telemetry'
import { attenuationData } from '../attenuation-data'
import { distributionsData } from '../distributions-data'
import { csvText } from './csv'
import { pictureOf, pngOf } from './picture'
import { attenuationTable, curvesTable, distributionsTable, heatmapTable } from './tables'

/** The panels that have charts to export. */
export const exportableTabs = ['gradients', 'attenuation', 'distributions', 'curves'] as const
export type ExportableTab = (typeof exportableTabs)[number]

export function isExportable(tab: DockTab): tab is ExportableTab {
  return exportableTabs.some(each => each === tab)
}

export const exportFormats = ['png', 'svg', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The figures of a panel as CSV; of the heatmap and the curves over the whole run. */
export function panelCsv(tab: ExportableTab, nodeLabel: (id: string) => string): string {
  const state = telemetryStore.getState()
  const shown = shownFrame()
  const { quantity, source } = useDockChoices.getState()
  switch (tab) {
    case 'gradients':
      return csvText(heatmapTable(state, quantity, source))
    case 'attenuation':
      return csvText(attenuationTable(attenuationData(runGraph(), state.layout, shown, nodeLabel)))
    case 'distributions':
      return csvText(distributionsTable(distributionsData(state, source, shown, nodeLabel)))
    case 'curves':
      return csvText(curvesTable(state))
  }
}

interface PanelToExport {
  readonly tab: ExportableTab
  /** The element that holds its charts. */
  readonly element: HTMLElement
  nodeLabel(id: string): string
}

/** Saves a panel where the user says. */
export async function savePanel(panel: PanelToExport, format: ExportFormat): Promise<void> {
  const name = `${useDocument.getState().name} ${panel.tab}`
  try {
    const request =
      format === 'png'
        ? { format, name, content: await pngOf(await pictureOf(panel.element)) }
        : { format, name, content: await textOf(panel, format) }
    const answer = await bridge().request('export.save', request)
    if (answer.kind === 'failed') toastError(answer.message, answer.remedy)
    else if (answer.kind === 'saved') toastInfo(t('panels.export.saved', { name: answer.name }))
  } catch (error) {
    fail(error)
  }
}

/** Puts a panel on the clipboard: its picture, or its figures as text. */
export async function copyPanel(panel: PanelToExport, what: 'image' | 'data'): Promise<void> {
  try {
    if (what === 'image') {
      const png = await pngOf(await pictureOf(panel.element))
      await bridge().request('clipboard.writeImage', { png })
    } else {
      await bridge().request('clipboard.write', { text: panelCsv(panel.tab, panel.nodeLabel) })
    }
    toastInfo(t('panels.export.copied'))
  } catch (error) {
    fail(error)
  }
}

async function textOf(panel: PanelToExport, format: 'svg' | 'csv'): Promise<string> {
  return format === 'csv'
    ? panelCsv(panel.tab, panel.nodeLabel)
    : (await pictureOf(panel.element)).svg
}

function fail(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  toastError(t('panels.export.failed'), reason)
}
