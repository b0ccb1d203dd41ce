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
import { isDirty, useDocument } from '../stores/document'
import type { Actions } from './action'
import { always, noDocument } from './reasons'

export const fileActions: Actions<typeof fileCommands> = {
  'file.new': { blocked: always, run: newDocument },
  'file.newWindow': { blocked: always, run: newWindow },
  'file.open': { blocked: always, run: openDocument },
  'file.save': { blocked: noDocument, run: saveDocument },
  'file.saveAs': { blocked: noDocument, run: saveDocumentAs },
  'file.rename': { blocked: noDocument, run: askForName },
  'file.revert': { blocked: nothingToRevert, run: revertDocument },
}

function nothingToRevert(): string | null {
  const state = useDocument.getState()
  if (!state.open || state.path === null) return noDocument() ?? t('reason.noFile')
  return isDirty(state) ? null : t('reason.noChanges')
}
