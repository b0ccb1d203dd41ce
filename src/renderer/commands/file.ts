import type { fileCommands } from '../../shared/commands/file'
import {
  newDocument,
  newWindow,
  openDocument,
  revertDocument,
  saveDocument,
  saveDocumentAs,
} from '../files/file-actions'
import { askForName } from '../files/rename'
import { t } from '../i18n/index'
import { exportReport } from '../report/export-report'
import { openDataView } from '../stores/data-view'
import { isDirty, useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import type { Actions } from './action'
import { always, noDocument, noEditor } from './reasons'

export const fileActions: Actions<typeof fileCommands> = {
  'file.new': { blocked: always, run: newDocument },
  'file.newWindow': { blocked: always, run: newWindow },
  'file.open': { blocked: always, run: openDocument },
  'file.importData': { blocked: noEditor, run: () => openDataView() },
  'file.save': { blocked: noDocument, run: saveDocument },
  'file.saveAs': { blocked: noDocument, run: saveDocumentAs },
  'file.rename': { blocked: noDocument, run: askForName },
  'file.revert': { blocked: nothingToRevert, run: revertDocument },
  'file.exportReport': { blocked: nothingToReport, run: exportReport },
}

function nothingToReport(): string | null {
  const { run } = useRun.getState()
  return noDocument() ?? (run?.loaded && run.step > 0 ? null : t('reason.nothingTrained'))
}

function nothingToRevert(): string | null {
  const state = useDocument.getState()
  if (!state.open || state.path === null) return noDocument() ?? t('reason.noFile')
  return isDirty(state) ? null : t('reason.noChanges')
}
