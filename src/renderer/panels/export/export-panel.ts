import type { PanelId } from '../../../shared/panels'
import { bridge } from '../../bridge'
import { t } from '../../i18n/index'
import { useDocument } from '../../stores/document'
import { toastError, toastInfo } from '../../stores/messages'
import type { PanelExports } from '../registry'
import { pictureOf, pngOf } from './picture'

export const pictureFormats = ['png', 'svg'] as const
export type ExportFormat = (typeof pictureFormats)[number] | 'csv'

/** A panel as it stands in the dock. */
export interface PanelToExport {
  readonly id: PanelId
  readonly exports: PanelExports
  /** The element that holds its charts. */
  readonly element: HTMLElement
  nodeLabel(id: string): string
}

/** Saves a panel where the user says. */
export async function savePanel(panel: PanelToExport, format: ExportFormat): Promise<void> {
  const name = `${useDocument.getState().name} ${panel.id}`
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
      await bridge().request('clipboard.write', { text: csvOf(panel) })
    }
    toastInfo(t('panels.export.copied'))
  } catch (error) {
    fail(error)
  }
}

async function textOf(panel: PanelToExport, format: 'svg' | 'csv'): Promise<string> {
  return format === 'csv' ? csvOf(panel) : (await pictureOf(panel.element)).svg
}

function csvOf({ exports, nodeLabel }: PanelToExport): string {
  return exports.csv?.(nodeLabel) ?? ''
}

function fail(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  toastError(t('panels.export.failed'), reason)
}
