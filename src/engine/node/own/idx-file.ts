import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type IdxArray, idxHeader } from '../../data/idx'
import { DataFailure, fileFailure, systemFailure } from './failure'
import { valueLimit } from './types'

/** A byte of gzip unpacks to no more than this. */
const mostExpansion = 1032

/** Bytes of a file as it lies there. @throws DataFailure where it is none. */
export async function idxFileSize(path: string): Promise<number> {
  const stats = await stat(path).catch(error => {
    throw systemFailure(path, error)
  })
  if (!stats.isFile()) throw fileFailure(path, 'it is no file.', 'Choose an IDX file.')
  return stats.size
}

/**
 * Reads an IDX file of unsigned bytes, packed or not. The header is read before anything is allocated,
 * and nothing beyond what it promises is unpacked.
 *
 * @param hash is given every byte as it lies there.
 * @param onBytes is called with how many more were read.
 * @throws DataFailure where it cannot be read, or is not what its header says.
 */
export async function readIdxFile(
  path: string,
  hash: Hash,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<IdxArray> {
  const size = await idxFileSize(path)
  const source = createReadStream(path, { highWaterMark: 1 << 20 })
  const packed = await startsAsGzip(path)
  source.on('data', chunk => {
    hash.update(chunk)
    onBytes(chunk.length)
  })
  const target = packed ? createGunzip({ chunkSize: 1 << 18 }) : new PassThrough()
  const pieces = new IdxPieces(path, size, packed)
  try {
    source.on('error', error => target.destroy(error))
    for await (const chunk of source.pipe(target)) {
      signal?.throwIfAborted()
      pieces.take(chunk as Uint8Array)
    }
  } catch (error) {
    if (error instanceof DataFailure || signal?.aborted) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) throw damaged(path, 'it cannot be unpacked')
    throw systemFailure(path, error)
  } finally {
    source.destroy()
    target.destroy()
  }
  return pieces.finish()
}

/** Puts the unpacked pieces of a file together. */
class IdxPieces {
  private header = new Uint8Array(0)
  private array: IdxArray | null = null
  private filled = 0

  constructor(
    private readonly path: string,
    /** Bytes of the file, as packed as it is. */
    private readonly size: number,
    private readonly packed: boolean,
  ) {}

  take(piece: Uint8Array): void {
    if (this.array) {
      this.fill(this.array, piece)
      return
    }
    const joined = new Uint8Array(this.header.length + piece.length)
    joined.set(this.header)
    joined.set(piece, this.header.length)
    const parsed = idxHeader(joined)
    if (parsed.kind === 'wrong') throw damaged(this.path, parsed.reason)
    if (parsed.kind === 'short') {
      this.header = joined
      return
    }
    const { dims, bytes } = parsed
    const count = dims.reduce((product, dim) => product * dim, 1)
    this.checkCount(count, bytes)
    this.array = { dims, values: new Uint8Array(count) }
    this.fill(this.array, joined.subarray(bytes))
  }

  finish(): IdxArray {
    const { array, filled, path } = this
    if (!array) throw damaged(path, 'it ends within the header')
    if (filled < array.values.length) {
      throw damaged(path, `${promised(array.values.length)}, it holds ${formatted(filled)}`)
    }
    return array
  }

  /** Whether the file can hold what its header of so many bytes promises. */
  private checkCount(count: number, headerBytes: number): void {
    const { path, size, packed } = this
    if (count > valueLimit) {
      throw fileFailure(
        path,
        `it says it holds ${formatted(count)} values; at most ${formatted(valueLimit)} are read.`,
        'Take a part of the images.',
      )
    }
    if (!packed && count + headerBytes > size) {
      throw damaged(path, `${promised(count)}, it holds ${formatted(size - headerBytes)}`)
    }
    if (packed && count + headerBytes > size * mostExpansion) {
      throw damaged(path, `${promised(count)}, more than the file can hold`)
    }
  }

  private fill({ values }: IdxArray, piece: Uint8Array): void {
    if (this.filled + piece.length > values.length) {
      throw damaged(this.path, `${promised(values.length)}, it holds more`)
    }
    values.set(piece, this.filled)
    this.filled += piece.length
  }
}

function damaged(path: string, reason: string) {
  return fileFailure(path, `${reason}.`, 'Get the file again: it is damaged or not an IDX file.')
}

function promised(count: number): string {
  return `its header promises ${formatted(count)} values`
}

function formatted(count: number): string {
  return count.toLocaleString('en')
}

async function startsAsGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    const [a, b] = chunk as Uint8Array
    return a === 0x1f && b === 0x8b
  }
  return false
}
