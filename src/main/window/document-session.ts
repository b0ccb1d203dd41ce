import { homedir } from 'node:os'
import { dirname, sep } from 'node:path'
import type { EventOf, RequestOf, ResponseOf } from '../../shared/ipc/contract'
import { type Backup, type Backups, createBackupSlot } from '../files/backups'
import type { DocumentService } from '../files/document-service'
import { failure, noBackupFailure } from '../files/failure'
import { documentName } from '../files/file-name'
import type { RecentFiles } from '../files/recent-files'
import { say } from '../texts'

interface DocumentSessionOptions {
  readonly documents: DocumentService
  readonly backups: Backups
  readonly recent: RecentFiles
  readonly log: { warn(message: string): void }
  /** Asks the window to open the file that waits for it. */
  tellOpen(): void
  tellChange(change: EventOf<'document.changedOnDisk'>): void
}

type OpenResult = ResponseOf<'document.open'>

export type DocumentSession = ReturnType<typeof createDocumentSession>

/** What main does for one window's document beyond opening and saving: backups, files that wait. */
export function createDocumentSession({
  documents,
  backups,
  recent,
  log,
  tellOpen,
  tellChange,
}: DocumentSessionOptions) {
  const slot = createBackupSlot(backups, log)
  let pending: string | null = null
  let told: 'none' | 'modified' | 'gone' = 'none'

  async function openPending(): Promise<OpenResult> {
    const path = pending
    pending = null
    return path === null ? { kind: 'cancelled' } : documents.openPath(path)
  }

  async function show({ text, name, path, seen }: Backup): Promise<ResponseOf<'recovery.restore'>> {
    await documents.adopt(path, seen)
    return { kind: 'restored', text, name, path }
  }

  return {
    slot,

    /** Opens a file that the system, a menu or another instance of the app asks for. */
    requestOpen(path: string): void {
      pending = path
      tellOpen()
    },
    openPending,

    async openRecent(id: string): Promise<OpenResult> {
      const file = recent.find(id)
      if (!file) return failure(say('recent.unknown'), say('recent.unknown.remedy'))
      const result = await documents.openPath(file.path)
      if (result.kind !== 'failed' || !(await recent.isMissing(file))) return result
      recent.remove(id)
      return { ...result, remedy: say('recent.removed') }
    },

    /** Brings the other window that has a recent file to the front, before anything is asked here. */
    async showRecent(id: string): Promise<boolean> {
      const file = recent.find(id)
      return file ? documents.showElsewhere(file.path) : false
    },

    /** What a page shows when it starts: after a crash the work of before. */
    async resume(): Promise<ResponseOf<'document.resume'>> {
      const backup = await slot.read()
      if (backup) return show(backup)
      if (pending !== null) return openPending()
      if (documents.path !== null) return documents.reread()
      return { kind: 'none' }
    },

    backUp({ text, name }: RequestOf<'document.backUp'>): Promise<ResponseOf<'document.backUp'>> {
      return slot.write({ text, name, path: documents.path, seen: documents.seen })
    },

    /** Shows work of an earlier session; the window goes on with its backup. */
    async restore(id: string): Promise<ResponseOf<'recovery.restore'>> {
      const backup = await backups.read(id)
      if (!backup) return noBackupFailure()
      if (id !== slot.id) {
        await slot.remove()
        await slot.adopt(id)
      }
      return show(backup)
    },

    /** Begins without the work that was shown; its backup can be restored later. */
    async startWithoutWork(): Promise<void> {
      await slot.leave()
      await documents.forget()
    },

    /** Looks whether another program wrote or removed the file, and tells the window. */
    async checkFile(): Promise<void> {
      const change = await documents.change()
      if (change === told) return
      told = change
      tellChange({ change, name: documents.path === null ? '' : documentName(documents.path) })
    },

    async keepMine(): Promise<void> {
      await documents.keepMine()
      if (told === 'modified') told = 'none'
    },

    /** Another file, or none, belongs to the window now. */
    pathChanged(): void {
      told = 'none'
    },
  }
}

/** A folder as people write it: `~/nets` for `/home/ann/nets`. */
export function shownFolder(path: string, home = homedir()): string {
  const folder = dirname(path)
  if (folder === home) return '~'
  return folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder
}
