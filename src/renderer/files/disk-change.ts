import { create } from 'zustand'
import type { EventOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { useDocument } from '../stores/document'
import { receiveAgain } from './show-document'

type Change = EventOf<'document.changedOnDisk'>

/** What another program did to the document's file, until the user has dealt with it. */
export const useDiskChange = create<Change>()(() => ({ change: 'none', name: '' }))

/** Takes what main tells; whatever settles the matter (Save, Open, …) clears it. */
export function followDiskChanges(): void {
  bridge().on('document.changedOnDisk', change => {
    useDiskChange.setState(change)
    if (change.change === 'gone') useDocument.getState().unsave()
  })
  useDocument.subscribe((state, before) => {
    const saved = state.saved !== before.saved && state.saved !== null
    if (saved || state.generation !== before.generation) dismissDiskChange()
  })
}

export function dismissDiskChange(): void {
  if (useDiskChange.getState().change !== 'none') {
    useDiskChange.setState({ change: 'none', name: '' })
  }
}

/** Takes the other program's version; Undo brings back what was here. */
export async function reloadFromDisk(): Promise<void> {
  const result = await bridge().request('document.reread', undefined)
  receiveAgain(result, 'history.reload', 'disk.reloaded')
}

/** Keeps what is shown: it is unsaved now, and Save replaces the other program's version. */
export async function keepMine(): Promise<void> {
  dismissDiskChange()
  useDocument.getState().unsave()
  await bridge().request('document.keepMine', undefined)
}
