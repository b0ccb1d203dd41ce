import type { fileCommands } from '../../shared/commands/file'
import { exportNetwork } from '../files/export-network'
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
import { exportRun } from '../runs/actions'
import { useRunList } from '../runs/run-list'
import { openDataView } from '../stores/data-view'
import { isDirty, useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import type { Actions } from './action'
import { always, noDocument, noEditor } from './reasons'
import { untrainable } from './run'

export const fileActions: Actions<typeof fileCommands> = {
  'file.new': { blocked: always, run: newDocument },
  'file.newWindow': { blocked: always, run: newWindow },
  'file.open': { blocked: always, run: openDocument },
  'file.importData': { blocked: noEditor, run: () => openDataView() },
  'file.save': { blocked: noDocument, run: saveDocument },
  'file.saveAs': { blocked: noDocument, run: saveDocumentAs },
  'file.rename': { blocked: noDocument, run: askForName },
  'file.revert': { blocked: nothingToRevert, run: revertDocument },
  'file.exportPyTorch': { blocked: untrainable, run: () => exportNetwork('pytorch') },
  'file.exportKeras': { blocked: untrainable, run: () => exportNetwork('keras') },
  'file.exportOnnx': { blocked: untrainable, run: () => exportNetwork('onnx') },
  'file.exportRun': { blocked: notOneRun, run: exportChosenRun },
  'file.exportReport': { blocked: nothingToReport, run: exportReport },
}

function notOneRun(): string | null {
  return useRunList.getState().chosen.length === 1 ? null : t('reason.oneRun')
}

async function exportChosenRun(): Promise<void> {
  const [id] = useRunList.getState().chosen
  if (id) await exportRun(id)
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
