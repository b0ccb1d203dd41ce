import type { GraphDocument } from '../../engine/document/schema'
import { serializeDocument } from '../../engine/document/serialize'
import { bridge } from '../bridge'
import { currentDocument, type DocumentState, isDirty, useDocument } from '../stores/document'

/** With the time that writing takes, less than two seconds of edits can be lost. */
const delayMs = 1000

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
  void bridge().request('document.backUp', { text: serializeDocument({ ...document, name }), name })
}

function isBackedUp(state: DocumentState): boolean {
  return backedUp?.document === currentDocument(state) && backedUp.name === state.name
}

function listen(target: EventTarget, event: string, listener: () => void): () => void {
  target.addEventListener(event, listener)
  return () => target.removeEventListener(event, listener)
}
