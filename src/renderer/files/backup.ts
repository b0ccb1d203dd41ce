import type { GraphDocument } from '../../engine/document/schema'
import { serializeDocument } from '../../engine/document/serialize'
import type { RequestOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { t } from '../i18n/index'
import { currentDocument, type DocumentState, isDirty, useDocument } from '../stores/document'
import { reportBackup } from './backup-failure'

/** With the time that writing takes, less than two seconds of edits can be lost. */
const delayMs = 1000
/** After a failure. */
const retryMs = 5000

let timer: ReturnType<typeof setTimeout> | undefined
let backedUp: { readonly document: GraphDocument; readonly name: string } | null = null
/** Whether main may hold a backup; one of before a crash may be there at the start. */
let mayExist = true

/** Keeps a copy of unsaved work outside its file for as long as it is unsaved. */
export function followBackups(target: Window = window): () => void {
  const stopFollowing = useDocument.subscribe(follow)
  const stops = [
    listen(target, 'blur', backUpNow),
    listen(target, 'pagehide', backUpNow),
    listen(target.document, 'visibilitychange', backUpNow),
  ]
  return () => {
    stopFollowing()
    for (const stop of stops) stop()
    holdBackups()
    backedUp = null
    mayExist = true
  }
}

/** Nothing is written until the next edit: what is shown was given up. */
export function holdBackups(): void {
  clearTimeout(timer)
  timer = undefined
}

/** What was given up stays after all: nothing came in its place. */
export function resumeBackups(): void {
  follow(useDocument.getState())
}

function follow(state: DocumentState): void {
  if (!state.open) return
  if (isDirty(state)) {
    if (!isBackedUp(state)) timer ??= setTimeout(backUpNow, delayMs)
    return
  }
  holdBackups()
  backedUp = null
  if (!mayExist) return
  mayExist = false
  void bridge().request('document.dropBackup', undefined)
}

function backUpNow(): void {
  holdBackups()
  const state = useDocument.getState()
  if (!isDirty(state) || isBackedUp(state)) return
  const { name } = state
  const document = currentDocument(state)
  backedUp = { document, name }
  mayExist = true
  void write({ text: serializeDocument({ ...document, name }), name })
}

/** Where it fails the window says so, and it is tried again until it works or nothing is unsaved. */
async function write(content: RequestOf<'document.backUp'>): Promise<void> {
  const answer = await bridge()
    .request('document.backUp', content)
    .catch(() => ({ kind: 'failed', message: t('backup.failed'), remedy: '' }) as const)
  reportBackup(answer)
  if (answer.kind === 'written') return
  backedUp = null
  if (isDirty(useDocument.getState())) timer ??= setTimeout(backUpNow, retryMs)
}

function isBackedUp(state: DocumentState): boolean {
  return backedUp?.document === currentDocument(state) && backedUp.name === state.name
}

function listen(target: EventTarget, event: string, listener: () => void): () => void {
  target.addEventListener(event, listener)
  return () => target.removeEventListener(event, listener)
}
