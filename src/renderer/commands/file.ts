import type { fileCommands } from '../../shared/commands/file'
import { newDocument, openDocument, saveDocument, saveDocumentAs } from '../files/file-actions'
import type { Actions } from './action'
import { always, noDocument } from './reasons'

export const fileActions: Actions<typeof fileCommands> = {
  'file.new': { blocked: always, run: newDocument },
  'file.open': { blocked: always, run: openDocument },
  'file.save': { blocked: noDocument, run: saveDocument },
  'file.saveAs': { blocked: noDocument, run: saveDocumentAs },
}
