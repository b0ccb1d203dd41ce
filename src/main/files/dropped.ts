import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import type { ResponseOf } from '../../shared/ipc/contract'
import { tableExtensions } from './data-files'

export type Dropped = ResponseOf<'dropped.take'>

const graphExtensions = ['gradscope', 'json']

/** What a dropped file or folder is: by its name, images and labels of IDX by their first bytes. */
export async function identify(path: string): Promise<Dropped> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isDirectory()) return { kind: 'data', source: 'ownFolder', path }
  const extension = extname(path).slice(1).toLowerCase()
  // A graph that is gone is told of where it is opened.
  if (graphExtensions.includes(extension)) return { kind: 'graph' }
  if (!stats?.isFile()) return { kind: 'unknown' }
  if (tableExtensions.includes(extension)) return { kind: 'data', source: 'ownTable', path }
  if (extension === 'png') return { kind: 'picture' }
  const dimensions = idxDimensions(await firstBytes(path).catch(() => Buffer.alloc(0)))
  if (dimensions === 1) return { kind: 'labels', path }
  return dimensions > 1 ? { kind: 'data', source: 'ownIdx', path } : { kind: 'unknown' }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    const start = buffer.subarray(0, bytesRead)
    const isPacked = start[0] === 0x1f && start[1] === 0x8b
    // Only the beginning is there, so the end of the stream is not waited for.
    return isPacked ? gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }) : start
  } finally {
    await file.close()
  }
}

/** An IDX file begins with two zeros, the type of its values, and how many dimensions it has. */
function idxDimensions(start: Buffer): number {
  const [first, second, type = 0, dimensions = 0] = start
  const isIdx = first === 0 && second === 0 && type >= 0x08 && type <= 0x0e
  return isIdx && start.length >= 4 + 4 * dimensions ? dimensions : 0
}
