import { emptyDocument, type GraphDocument, limits } from '../../engine/document/schema'
import { serializeDocument } from '../../engine/document/serialize'
import type { ResponseOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { t } from '../i18n/index'
import { currentDocument, isDirty, useDocument } from '../stores/document'
import { showDialog, toastInfo } from '../stores/messages'
import { unfinishedRun, useRun } from '../stores/run'
import { holdBackups, resumeBackups } from './backup'
import { documentName } from './document-name'
import { receive, receiveAgain, showWithoutFile } from './show-document'

type SaveResult = ResponseOf<'document.save'>
type Answer = ResponseOf<'document.resume'>

/** Starts an empty network. */
export async function newDocument(): Promise<void> {
  if (!(await mayReplace())) return
  const name = t('document.untitled')
  await showWithoutFile({ document: emptyDocument(name), name }, true)
}

/** Shows a document that something in the window made, as one that is in no file yet. */
export async function openAsNew(document: GraphDocument, name: string): Promise<void> {
  if (!(await mayReplace())) return
  await showWithoutFile({ document: { ...document, name }, name })
}

export async function newWindow(): Promise<void> {
  await bridge().request('window.new', undefined)
}

/** Lets the user choose a file and shows it. */
export function openDocument(): Promise<void> {
  return replaceBy(() => bridge().request('document.open', undefined))
}

export function openExample(id: string): Promise<void> {
  return replaceBy(() => bridge().request('document.openExample', { id }))
}

export async function openRecent(id: string): Promise<void> {
  // Nothing is replaced here where another window has the file: then there is nothing to ask.
  if (await bridge().request('document.showRecent', { id })) return
  await replaceBy(() => bridge().request('document.openRecent', { id }))
}

/** Shows the graph of a kept run, as a document without a file. */
export function openRunGraph(id: string): Promise<void> {
  return replaceBy(() => bridge().request('runs.openGraph', { id }))
}

/** Opens the file that main has for this window. */
export function openPending(): Promise<void> {
  return replaceBy(() => bridge().request('document.openPending', undefined))
}

/** Opens a graph that was dropped on the window. */
export async function openDroppedGraph(file: File): Promise<void> {
  if (await bridge().showDropped(file)) return
  if (!(await mayReplace())) return
  receive((await bridge().openDropped(file)) ?? (await readDropped(file)))
}

/** Shows unsaved work of an earlier session. */
export async function restore(id: string): Promise<void> {
  if (!(await mayReplace())) return
  const result = await bridge().request('recovery.restore', { id })
  receive(result)
  if (result.kind === 'restored') {
    toastInfo(t('recovery.restored', { name: documentName(result.name) }))
  }
}

/** What a page begins with: after a crash the work of before, or a file that waits. */
export async function resume(): Promise<void> {
  receive(await bridge().request('document.resume', undefined))
}

/** Writes to the document's file, or asks for one. True when the work is in a file afterwards. */
export function saveDocument(): Promise<boolean> {
  return save('document.save')
}

export function saveDocumentAs(): Promise<boolean> {
  return save('document.saveAs')
}

/** Gives up all changes since the last Save; Undo brings them back. */
export async function revertDocument(): Promise<void> {
  const result = await bridge().request('document.reread', undefined)
  receiveAgain(result, 'history.revert', 'disk.reverted')
}

/** The user closes the window and chose to save first. */
export async function saveAndClose(): Promise<void> {
  if (await saveDocument()) await bridge().request('window.close', undefined)
}

/** Tells main what the title bar shows and whether closing must ask. */
export async function reportStatus(): Promise<void> {
  const state = useDocument.getState()
  const run = unfinishedRun(useRun.getState().run)
  const status = { name: state.name, dirty: isDirty(state), run }
  await bridge().request('document.setStatus', status)
}

/** Shows a graph that ships with the app; false where the user keeps what is open. */
export async function openShipped(document: GraphDocument): Promise<boolean> {
  if (!(await mayReplace())) return false
  await showWithoutFile({ document, name: document.name }, true)
  return true
}

async function replaceBy(open: () => Promise<Answer>): Promise<void> {
  if (!(await mayReplace())) return
  const answer = await open()
  if (answer.kind === 'cancelled' || answer.kind === 'failed') resumeBackups()
  receive(answer)
}

/** Asks before unsaved work is replaced, or a run ends. */
async function mayReplace(): Promise<boolean> {
  if (!isDirty(useDocument.getState()) && unfinishedRun(useRun.getState().run) === 'none')
    return true
  await reportStatus()
  const answer = await bridge().request('document.confirmDiscard', undefined)
  if (answer === 'save') return saveDocument()
  if (answer === 'discard') holdBackups()
  return answer === 'discard'
}

async function save(channel: 'document.save' | 'document.saveAs'): Promise<boolean> {
  // A field that still holds the caret commits first, so that what is seen is what is saved.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const state = useDocument.getState()
  const saved = currentDocument(state)
  const text = serializeDocument({ ...saved, name: state.name })
  const result: SaveResult = await bridge().request(channel, { text, suggestedName: state.name })
  if (result.kind === 'failed') {
    showDialog({ title: t('file.error.save'), body: `${result.message} ${result.remedy}` })
  }
  if (result.kind !== 'saved') return false
  const name = documentName(result.name)
  useDocument.getState().markSaved(saved, name, result.path)
  toastInfo(t('file.saved', { name }))
  return true
}

/** A file that is on no disk of this computer, such as one dragged out of an archive. */
async function readDropped(file: File): Promise<Answer> {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
  if (file.size > limits.fileBytes) {
    const values = { size: megabytes(file.size), most: megabytes(limits.fileBytes) }
    return { kind: 'failed', message: t('drop.tooLarge', values), remedy: '' }
  }
  const text = await file.text()
  await bridge().request('document.new', undefined)
  return { kind: 'restored', text, name: file.name, path: null }
}
