import type { DataAttrs } from '../../data/catalog'
import type { DataResult } from '../../data/dataset'
import { fileName, ownFormat } from '../../data/own'
import { permitted } from './access'
import { DataFailure } from './failure'
import { readCsv } from './read-csv'
import { readImageFolder } from './read-folder'
import { readIdxSet } from './read-idx'
import type { OwnData, ReadOptions } from './types'

/**
 * Reads the user's own files that a data node names. Never throws but where the signal aborts.
 *
 * @param attrs its `path` is whole; what it says was measured is not looked at.
 */
export async function readOwn(
  attrs: DataAttrs,
  options: ReadOptions = {},
): Promise<DataResult<OwnData>> {
  const format = ownFormat(attrs)
  if (!format) throw new Error(`"${attrs.dataset}" is no data set of own files`)
  const path = permitted(String(attrs.path ?? ''))
  if (!path.ok) return path
  try {
    const read = {
      csv: readCsv,
      idx: readIdxSet,
      folder: (at: string, _: DataAttrs, how: ReadOptions) => readImageFolder(at, how),
    }
    return { ok: true, value: await read[format](path.value, attrs, options) }
  } catch (error) {
    if (!(error instanceof DataFailure)) throw error
    return { ok: false, message: error.message, remedy: error.remedy }
  }
}

/** Whether files hold what they did when they were imported. */
export function checkUnchanged(attrs: DataAttrs, { measured }: OwnData): DataResult<null> {
  const hash = String(attrs.hash ?? '')
  const same = (['rows', 'testRows', 'inputs', 'outputs'] as const).every(
    name => Number(attrs[name] ?? 0) === measured[name],
  )
  if (same && (hash === '' || hash === measured.hash)) return { ok: true, value: null }
  return {
    ok: false,
    message: `"${fileName(String(attrs.path))}" has changed since it was imported.`,
    remedy: 'Import it again in the data view, or locate the file as it was.',
  }
}
