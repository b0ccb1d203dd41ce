import { dirname, join } from 'node:path'
import type { ResponseOf } from '../../shared/ipc/contract'
import { hashOf, type SeenFile } from './backups'
import type { DataFiles } from './data-files'
import { openability, readDocumentText, writeDocumentText } from './document-file'
import { noFileFailure, renameFailure, takenFailure } from './failure'
import { documentName, suggestedFileName, withExtension } from './file-name'
import { type FileStats, type FileSystem, nodeFileSystem } from './file-system'

/** The questions that opening and saving ask; native dialogs in the app. */
export interface FileDialogs {
  /** The chosen path, or undefined. */
  chooseOpen(): Promise<string | undefined>
  chooseSave(defaultPath: string): Promise<string | undefined>
  /** Asked only where the save dialog could not: the extension was added after it. */
  confirmReplace(path: string): Promise<boolean>
  /** The file is not as this window left it: another program wrote it. */
  askChanged(path: string): Promise<'overwrite' | 'saveAs' | 'cancel'>
}

interface DocumentServiceOptions {
  readonly dialogs: FileDialogs
  readonly fs?: FileSystem
  readonly documentsDirectory: string
  /** The path changed, or a file was opened or saved. */
  onPath(path: string | null, use: 'opened' | 'saved' | 'forgotten'): void
  /** Turns paths of data from those of a file into whole ones, and back. */
  readonly data?: Pick<DataFiles, 'opened' | 'saved'>
  /** Brings the other window that has a file to the front; false where none has it. */
  showElsewhere(path: string): Promise<boolean>
}

type OpenResult = ResponseOf<'document.open'>
type SaveResult = ResponseOf<'document.save'>

export type DocumentService = ReturnType<typeof createDocumentService>

/**
 * The file of one window's document. Only this remembers its path: the window sends text and gets
 * text, and cannot name a file to read or write.
 */
export function createDocumentService({
  dialogs,
  fs = nodeFileSystem,
  documentsDirectory,
  onPath,
  data = { opened: async text => text, saved: text => text },
  showElsewhere,
}: DocumentServiceOptions) {
  let path: string | null = null
  let seen: SeenFile | null = null
  let queue: Promise<unknown> = Promise.resolve()

  /** One operation at a time: a second Save waits for the first. */
  function inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const result = queue.then(operation)
    queue = result.catch(() => undefined)
    return result
  }

  function setPath(
    next: string | null,
    use: 'opened' | 'saved' | 'forgotten',
    seenNow: SeenFile | null,
  ): void {
    path = next
    seen = seenNow
    onPath(path, use)
  }

  const statOf = (candidate: string): Promise<FileStats | undefined> =>
    fs.stat(candidate).catch(() => undefined)

  /** Changes with every write of a file; undefined where there is none. */
  async function lookOf(candidate: string): Promise<string | undefined> {
    const stats = await statOf(candidate)
    return stats && `${stats.size} bytes of ${stats.mtimeMs}`
  }

  /** What happened to the file since it was last read or written here. */
  async function change(): Promise<'none' | 'modified' | 'gone'> {
    if (path === null || seen === null) return 'none'
    const look = await lookOf(path)
    if (look === undefined) return 'gone'
    if (look === seen.look) return 'none'
    const read = await readDocumentText(path, fs)
    if (read.kind === 'failed' || hashOf(read.text) !== seen.hash) return 'modified'
    // Touched, or written anew with the same content.
    seen = { ...seen, look }
    return 'none'
  }

  async function openPath(chosen: string): Promise<OpenResult> {
    // Two windows on one file would write over each other.
    if (await showElsewhere(chosen)) return { kind: 'cancelled' }
    // Before it is read: what is written in between must be noticed later.
    const look = await lookOf(chosen)
    const read = await readDocumentText(chosen, fs)
    if (read.kind === 'failed') return read
    const name = documentName(chosen)
    const text = await data.opened(read.text, dirname(chosen))
    if (openability(read.text) === 'whole') {
      setPath(chosen, 'opened', look === undefined ? null : { look, hash: hashOf(read.text) })
      return { kind: 'opened', text, name, path: chosen }
    }
    // The window may show what is left of a damaged file, as a document of its own: saving it must
    // not write over the original.
    return { kind: 'opened', text, name, path: null }
  }

  async function write(to: string, shown: string): Promise<SaveResult> {
    const text = data.saved(shown, to)
    const result = await writeDocumentText(to, text, fs)
    if (result.kind === 'failed') return result
    const look = await lookOf(to)
    setPath(to, 'saved', look === undefined ? null : { look, hash: hashOf(text) })
    return { kind: 'saved', name: documentName(to), path: to }
  }

  async function writeAs(text: string, suggestedName: string): Promise<SaveResult> {
    const chosen = await dialogs.chooseSave(
      path ?? join(documentsDirectory, suggestedFileName(suggestedName)),
    )
    if (chosen === undefined) return { kind: 'cancelled' }
    const to = withExtension(chosen)
    if (to !== chosen && (await statOf(to)) && !(await dialogs.confirmReplace(to))) {
      return { kind: 'cancelled' }
    }
    return write(to, text)
  }

  async function save(text: string, suggestedName: string): Promise<SaveResult> {
    if (path === null) return writeAs(text, suggestedName)
    const answer = (await change()) === 'modified' ? await dialogs.askChanged(path) : 'overwrite'
    if (answer === 'cancel') return { kind: 'cancelled' }
    return answer === 'saveAs' ? writeAs(text, suggestedName) : write(path, text)
  }

  async function rename(name: string): Promise<ResponseOf<'document.rename'>> {
    if (path === null) return { kind: 'untitled' }
    const to = join(dirname(path), suggestedFileName(name))
    if (to === path) return { kind: 'saved', name: documentName(to), path: to }
    const [from, there] = [await statOf(path), await statOf(to)]
    // Where upper and lower case are one, the new name may be that of the file itself.
    if (there && there.ino !== from?.ino) return takenFailure(to)
    try {
      await fs.rename(path, to)
    } catch (error) {
      return renameFailure(path, error)
    }
    setPath(to, 'saved', seen)
    return { kind: 'saved', name: documentName(to), path: to }
  }

  return {
    get path() {
      return path
    },
    get seen() {
      return seen
    },

    /** The window now shows a document without a file: a new one, or an example. */
    forget(): Promise<void> {
      // In turn, or a save that is under way would bring the old path back.
      return inTurn(async () => setPath(null, 'forgotten', null))
    },

    /** The window shows restored work of a file; saving it asks if the file has changed since. */
    adopt(original: string | null, seenThen: SeenFile | null): Promise<void> {
      return inTurn(async () => setPath(original, original ? 'opened' : 'forgotten', seenThen))
    },

    open(): Promise<OpenResult> {
      return inTurn(async () => {
        const chosen = await dialogs.chooseOpen()
        return chosen === undefined ? { kind: 'cancelled' } : openPath(chosen)
      })
    },

    openPath(chosen: string): Promise<OpenResult> {
      return inTurn(() => openPath(chosen))
    },

    /** The file as it is now. */
    reread(): Promise<OpenResult> {
      return inTurn(async () => (path === null ? noFileFailure() : openPath(path)))
    },

    /** Brings the other window that has a file to the front; false where none has it. */
    showElsewhere,

    /** What happened to the file; not while it is being written here. */
    change(): Promise<'none' | 'modified' | 'gone'> {
      return inTurn(change)
    },

    /** The user keeps the window's document: the next Save replaces the file without asking. */
    keepMine(): Promise<void> {
      return inTurn(async () => {
        const look = path === null ? undefined : await lookOf(path)
        if (seen && look !== undefined) seen = { ...seen, look }
      })
    },

    save(text: string, suggestedName: string): Promise<SaveResult> {
      return inTurn(() => save(text, suggestedName))
    },

    saveAs(text: string, suggestedName: string): Promise<SaveResult> {
      return inTurn(() => writeAs(text, suggestedName))
    },

    /** Renames the file in its folder, never over another one. */
    rename(name: string): Promise<ResponseOf<'document.rename'>> {
      return inTurn(() => rename(name))
    },
  }
}
