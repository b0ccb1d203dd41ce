import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { DataAttrs } from '../../data/catalog'
import type { Examples } from '../../data/dataset'
import { type IdxArray, idxHeader } from '../../data/idx'
import { permitted } from './access'
import { describeImages } from './describe-images'
import { DataFailure, fileFailure, systemFailure } from './failure'
import { type OwnData, type ReadOptions, valueLimit } from './types'

/** A byte of gzip unpacks to no more than this. */
const mostExpansion = 1032

/** Reads images and labels, and the test files beside them where there are any. */
export async function readIdxSet(
  path: string,
  attrs: DataAttrs,
  { onProgress, signal, describe }: ReadOptions,
): Promise<OwnData> {
  const labelsPath = labelsOf(path, attrs)
  const test = testFilesOf(path, labelsPath)
  const hash = createHash('sha256')
  const paths = [path, labelsPath, ...(test ? [test.images, test.labels] : [])]
  const sizes = await Promise.all(paths.map(sizeOf))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  const read = (file: string) =>
    readIdx(file, hash, signal, bytes => {
      done += bytes
      onProgress?.(Math.min(1, done / total), 0)
    })
  const images = await read(path)
  const labels = await read(labelsPath)
  const train = pair(images, labels, path, labelsPath)
  const testImages = test && (await read(test.images))
  const testLabels = test && (await read(test.labels))
  const held = testImages && testLabels && pair(testImages, testLabels, test.images, test.labels)
  const [, height = 0, width = 0] = images.dims
  if (testImages && (testImages.dims[1] !== height || testImages.dims[2] !== width)) {
    throw fileFailure(
      test.images,
      `its images have ${testImages.dims.slice(1).join('×')} pixels, the others ${height}×${width}.`,
      'Move it to another folder: it does not belong to these images.',
    )
  }
  const classes = 1 + Math.max(largest(labels.values), testLabels ? largest(testLabels.values) : 0)
  const isOne = labels.values.every(label => label === labels.values[0])
  if (classes < 2 || isOne) {
    throw fileFailure(
      labelsPath,
      'all labels are the same.',
      'Choose labels of two classes or more.',
    )
  }
  return {
    examples: train,
    test: held,
    hasMissing: false,
    measured: {
      bytes: total,
      hash: hash.digest('hex'),
      rows: train.count,
      testRows: held?.count ?? 0,
      inputs: height * width,
      outputs: classes,
      height,
      width,
      channels: 1,
      classNames: '',
    },
    columnNames: null,
    preview: describe ? describeImages(images.values, train, classes, null) : null,
  }
}

/** `train-images-idx3-ubyte.gz` → `train-labels-idx1-ubyte.gz`, packed or not. */
function labelsBeside(images: string): string {
  const name = basename(images)
  const renamed = name.replace(/images/i, 'labels').replace(/idx3/i, 'idx1')
  return join(dirname(images), renamed)
}

function labelsOf(images: string, attrs: DataAttrs): string {
  const given = String(attrs.labels ?? '')
  if (given !== '') {
    const allowed = permitted(given)
    if (!allowed.ok) throw new DataFailure(allowed.message, allowed.remedy)
    return allowed.value
  }
  const beside = existing(labelsBeside(images))
  if (beside && beside !== images) return beside
  throw fileFailure(
    images,
    'there are no labels beside it.',
    `Choose the file of the labels too, or put "${basename(labelsBeside(images))}" beside it.`,
  )
}

/** The test files that belong to training files, as MNIST names them. */
function testFilesOf(images: string, labels: string) {
  const named = (path: string) => {
    const name = basename(path)
    if (!/^train/i.test(name)) return null
    return (
      existing(join(dirname(path), name.replace(/^train(ing)?/i, 't10k'))) ??
      existing(join(dirname(path), name.replace(/^train(ing)?/i, 'test')))
    )
  }
  const [testImages, testLabels] = [named(images), named(labels)]
  return testImages && testLabels ? { images: testImages, labels: testLabels } : null
}

/** The file, or the same packed or unpacked; null where there is neither. */
function existing(path: string): string | null {
  const other = path.endsWith('.gz') ? path.slice(0, -3) : `${path}.gz`
  return [path, other].find(existsSync) ?? null
}

async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch(error => {
    throw systemFailure(path, error)
  })
  if (!stats.isFile()) throw fileFailure(path, 'it is no file.', 'Choose an IDX file.')
  return stats.size
}

/**
 * Reads an IDX file of unsigned bytes, packed or not. The header is read before anything is allocated,
 * and nothing beyond what it promises is unpacked.
 */
async function readIdx(
  path: string,
  hash: Hash,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<IdxArray> {
  const size = await sizeOf(path)
  const damaged = (message: string) =>
    fileFailure(path, `${message}.`, 'Get the file again: it is damaged or not an IDX file.')
  const source = createReadStream(path, { highWaterMark: 1 << 20 })
  const packed = await startsAsGzip(path)
  source.on('data', chunk => {
    hash.update(chunk)
    onBytes(chunk.length)
  })
  const target = packed ? createGunzip({ chunkSize: 1 << 18 }) : new PassThrough()
  let header = new Uint8Array(0)
  let result: IdxArray | null = null
  let filled = 0
  const take = (chunk: Uint8Array) => {
    let piece = chunk
    if (!result) {
      const joined = new Uint8Array(header.length + piece.length)
      joined.set(header)
      joined.set(piece, header.length)
      const parsed = idxHeader(joined)
      if (parsed.kind === 'short') {
        header = joined
        return
      }
      if (parsed.kind === 'wrong') throw damaged(parsed.reason)
      const { dims, bytes } = parsed
      const count = dims.reduce((product, dim) => product * dim, 1)
      if (count > valueLimit) {
        throw fileFailure(
          path,
          `it says it holds ${count.toLocaleString('en')} values; at most ${valueLimit.toLocaleString('en')} are read.`,
          'Take a part of the images.',
        )
      }
      const promised = `its header promises ${count.toLocaleString('en')} values`
      if (!packed && count + bytes > size) {
        throw damaged(`${promised}, it holds ${(size - bytes).toLocaleString('en')}`)
      }
      if (packed && count + bytes > size * mostExpansion) {
        throw damaged(`${promised}, more than the file can hold`)
      }
      result = { dims, values: new Uint8Array(count) }
      piece = joined.subarray(bytes)
    }
    if (filled + piece.length > result.values.length) {
      throw damaged(
        `its header promises ${result.values.length.toLocaleString('en')} values, it holds more`,
      )
    }
    result.values.set(piece, filled)
    filled += piece.length
  }
  try {
    source.on('error', error => target.destroy(error))
    for await (const chunk of source.pipe(target)) {
      signal?.throwIfAborted()
      take(chunk as Uint8Array)
    }
  } catch (error) {
    if (error instanceof DataFailure || signal?.aborted) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) throw damaged('it cannot be unpacked')
    throw systemFailure(path, error)
  } finally {
    source.destroy()
    target.destroy()
  }
  const read = result as IdxArray | null
  if (!read) throw damaged('it ends within the header')
  if (filled < read.values.length) {
    throw damaged(
      `its header promises ${read.values.length.toLocaleString('en')} values, it holds ${filled.toLocaleString('en')}`,
    )
  }
  return read
}

async function startsAsGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    const [a, b] = chunk as Uint8Array
    return a === 0x1f && b === 0x8b
  }
  return false
}

function pair(images: IdxArray, labels: IdxArray, path: string, labelsPath: string): Examples {
  const [count = 0, height = 0, width = 0] = images.dims
  if (images.dims.length !== 3) {
    throw fileFailure(
      path,
      `it has ${images.dims.length} axes, images have 3.`,
      'Choose the file of the images; its name often holds "idx3".',
    )
  }
  if (labels.dims.length !== 1) {
    throw fileFailure(
      labelsPath,
      `it has ${labels.dims.length} axes, labels have 1.`,
      'Choose the file of the labels; its name often holds "idx1".',
    )
  }
  if (count === 0 || height * width === 0) {
    throw fileFailure(path, 'there are no images in it.', 'Choose another file.')
  }
  if (labels.dims[0] !== count) {
    throw fileFailure(
      labelsPath,
      `there are ${count.toLocaleString('en')} images and ${labels.dims[0]!.toLocaleString('en')} labels.`,
      'Choose images and labels that belong together.',
    )
  }
  const features = new Float32Array(images.values.length)
  for (let i = 0; i < features.length; i++) features[i] = images.values[i]! / 255
  return { count, features, targets: Float32Array.from(labels.values) }
}

function largest(labels: Uint8Array): number {
  return labels.reduce((a, b) => Math.max(a, b), 0)
}
