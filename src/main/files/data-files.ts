import { dirname, isAbsolute } from 'node:path'
import { parseDocument } from '../../engine/document/parse'
import { serializeDocument } from '../../engine/document/serialize'
import { dataPaths, withRelativePaths, withWholePaths } from '../../engine/node/own/document-paths'

/** Of files that are taken for tables without a look into them. */
export const tableExtensions: readonly string[] = ['csv', 'tsv', 'tab', 'txt', 'data']

/** Cheap, and never false where a graph does; most graphs need not be parsed once more. */
const namesOwnData = /"own(?:Table|Idx|Folder)"/

export type DataFiles = ReturnType<typeof createDataFiles>

/**
 * The files of data that may be read: those that the user chose, and those that a graph names which
 * main itself read. A window cannot name one.
 *
 * @param onChange tells the engines; what is allowed may be read once it is fulfilled.
 */
export function createDataFiles(onChange: () => Promise<void>) {
  const allowed = new Set<string>()

  async function allow(paths: readonly string[]): Promise<void> {
    const before = allowed.size
    for (const path of paths) allowed.add(path)
    if (allowed.size > before) await onChange()
  }

  return {
    list: (): readonly string[] => [...allowed],

    /** The user chose them in a dialog, or dropped them on a window. */
    allow,

    /**
     * The text of a graph that was read, with whole paths; what it names may be read.
     *
     * @param folder that its paths are relative to; null where they are whole already.
     */
    async opened(text: string, folder: string | null): Promise<string> {
      if (!namesOwnData.test(text)) return text
      const parsed = parseDocument(text)
      if (parsed.kind !== 'ok') return text
      const whole = folder === null ? parsed.document : withWholePaths(parsed.document, folder)
      // A graph from elsewhere could make this computer sign in to another one.
      await allow(dataPaths(whole).filter(path => isAbsolute(path) && !/^[\\/]{2}/.test(path)))
      return whole === parsed.document ? text : serializeDocument(whole)
    },

    /** Whether all files that a graph names with whole paths may be read. */
    mayRead(text: string): boolean {
      if (!namesOwnData.test(text)) return true
      const parsed = parseDocument(text)
      return parsed.kind === 'ok' && dataPaths(parsed.document).every(path => allowed.has(path))
    },

    /** The text of a graph as it stands in a file: paths near it are relative to it. */
    saved(text: string, path: string): string {
      if (!namesOwnData.test(text)) return text
      const parsed = parseDocument(text)
      if (parsed.kind !== 'ok') return text
      const near = withRelativePaths(parsed.document, dirname(path))
      return near === parsed.document ? text : serializeDocument(near)
    },
  }
}
