import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { DataResult } from '../../data/dataset'
import { fileName } from '../../data/own'

/** Files and folders that this process may read; any where it is the user's own shell. */
export type DataAccess = readonly string[] | 'any'

let access: DataAccess = 'any'

/** Says which of the user's files may be read from now on, beside the data sets of the app. */
export function allowData(next: DataAccess): void {
  access = next
}

/** What may be read now. */
export function dataAccess(): DataAccess {
  return access
}

/** What the host of a worker sends it when the user chose another file. */
export interface AllowDataMessage {
  readonly type: 'allowData'
  readonly paths: readonly string[]
}

/** The paths of such a message; null for any other. */
export function readsAllowed(message: unknown): readonly string[] | null {
  const { type, paths } = (message ?? {}) as Partial<AllowDataMessage>
  return type === 'allowData' && Array.isArray(paths) ? paths.map(String) : null
}

/** Whether a file is one of those that may be read, or lies in such a folder. */
export function isWithin(path: string, allowed: readonly string[]): boolean {
  const full = resolve(path)
  return allowed.some(root => {
    const rest = relative(resolve(root), full)
    return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest))
  })
}

/** The whole path of a file that a document names, where it may be read. */
export function permitted(path: string): DataResult<string> {
  if (path === '') {
    return {
      ok: false,
      message: 'The data set names no file.',
      remedy: 'Import a file: choose it in the data view.',
    }
  }
  // In a file paths are relative to it; whoever reads one makes them whole.
  if (!isAbsolute(path)) {
    return {
      ok: false,
      message: `It is not known which folder "${path}" is in.`,
      remedy: 'Save the graph, or locate the file.',
    }
  }
  if (access === 'any' || isWithin(path, access)) return { ok: true, value: resolve(path) }
  return {
    ok: false,
    message: `"${fileName(path)}" was not chosen in this window, so it is not read.`,
    remedy: 'Locate the file once.',
  }
}
