import { join } from 'node:path'
import type { ResponseOf } from '../../shared/ipc/contract'
import { openability, readDocumentText, writeDocumentText } from './document-file'
import { documentName, suggestedFileName, withExtension } from './file-name'
import { type FileSystem, nodeFileSystem } from './file-system'

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
}

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
}: DocumentServiceOptions) {
  let path: string | null = null
  /** What the file looked like when it was last read or written here. */
  let seen: string | undefined
  let queue: Promise<unknown> = Promise.resolve()

  /** One operation at a time: a second Save waits for the first. */
  function inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const result = queue.then(operation)
    queue = result.catch(() => undefined)
    return result
  }

  async function setPath(next: string | null, use: 'opened' | 'saved' | 'forgotten') {
    path = next
    seen = undefined
    onPath(path, use)
    if (next !== null) seen = await lookOf(next)
  }

  /** Changes with every write of a file; undefined where there is none. */
  function lookOf(candidate: string): Promise<string | undefined> {
    return fs.stat(candidate).then(
      ({ size, mtimeMs }) => `${size} bytes of ${mtimeMs}`,
      () => undefined,
    )
  }

  async function isChanged(current: string): Promise<boolean> {
    const look = await lookOf(current)
    return look !== undefined && seen !== undefined && look !== seen
  }

  async function write(to: string, text: string): Promise<ResponseOf<'document.save'>> {
    const result = await writeDocumentText(to, text, fs)
    if (result.kind === 'failed') return result
    await setPath(to, 'saved')
    return { kind: 'saved', name: documentName(to), path: to }
  }

  async function writeAs(
    text: string,
    suggestedName: string,
  ): Promise<ResponseOf<'document.saveAs'>> {
    const chosen = await dialogs.chooseSave(
      path ?? join(documentsDirectory, suggestedFileName(suggestedName)),
    )
    if (chosen === undefined) return { kind: 'cancelled' }
    const to = withExtension(chosen)
    if (to !== chosen && (await lookOf(to)) !== undefined && !(await dialogs.confirmReplace(to))) {
      return { kind: 'cancelled' }
    }
    return write(to, text)
  }

  async function save(text: string, suggestedName: string): Promise<ResponseOf<'document.save'>> {
    if (path === null) return writeAs(text, suggestedName)
    const answer = (await isChanged(path)) ? await dialogs.askChanged(path) : 'overwrite'
    if (answer === 'cancel') return { kind: 'cancelled' }
    return answer === 'saveAs' ? writeAs(text, suggestedName) : write(path, text)
  }

  return {
    get path() {
      return path
    },

    /** The window now shows a document without a file: a new one, or an example. */
    forget(): Promise<void> {
      // In turn, or a save that is under way would bring the old path back.
      return inTurn(() => setPath(null, 'forgotten'))
    },

    open(): Promise<ResponseOf<'document.open'>> {
      return inTurn(async () => {
        const chosen = await dialogs.chooseOpen()
        if (chosen === undefined) return { kind: 'cancelled' }
        const read = await readDocumentText(chosen, fs)
        if (read.kind === 'failed') return read
        const name = documentName(chosen)
        const can = openability(read.text)
        if (can === 'whole') {
          await setPath(chosen, 'opened')
          return { kind: 'opened', text: read.text, name, path: chosen }
        }
        // What is left of a damaged file is a document of its own: saving it must not write over
        // the original. A file that cannot be opened at all leaves the current document's path.
        if (can === 'salvage') await setPath(null, 'forgotten')
        return { kind: 'opened', text: read.text, name, path: null }
      })
    },

    save(text: string, suggestedName: string): Promise<ResponseOf<'document.save'>> {
      return inTurn(() => save(text, suggestedName))
    },

    saveAs(text: string, suggestedName: string): Promise<ResponseOf<'document.saveAs'>> {
      return inTurn(() => writeAs(text, suggestedName))
    },
  }
}
