import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll } from 'vitest'
import { createRng } from '../../src/engine/random/stream'

/** The bytes of an IDX file of unsigned bytes. */
export function idxBytes(dims: readonly number[], values: Uint8Array | readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * dims.length)
  header[2] = 0x08
  header[3] = dims.length
  dims.forEach((dim, axis) => {
    header.writeUInt32BE(dim, 4 + 4 * axis)
  })
  return Buffer.concat([header, Uint8Array.from(values)])
}

/** Writes a small data set in the form of MNIST: every class is a band of bright rows. */
export function writeTinyMnist(directory: string, counts = { train: 50, test: 20 }): void {
  const rng = createRng(1, 'tiny mnist')
  for (const [part, count] of Object.entries(counts)) {
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 10)
    const images = new Uint8Array(count * 784)
    labels.forEach((label, i) => {
      for (let pixel = 0; pixel < 784; pixel++) {
        const isBright = Math.floor(pixel / 56) === label
        images[i * 784 + pixel] = (isBright ? 180 : 0) + rng.nextInt(70)
      }
    })
    const write = (name: string, bytes: Buffer) =>
      writeFileSync(join(directory, `mnist-${part}-${name}.gz`), gzipSync(bytes, { level: 1 }))
    write('images.idx3-ubyte', idxBytes([count, 28, 28], images))
    write('labels.idx1-ubyte', idxBytes([count], labels))
  }
}

/** A folder with a tiny MNIST for all tests of a file. */
export function useTinyMnist(counts?: { train: number; test: number }): string {
  const directory = mkdtempSync(join(tmpdir(), 'gradscope-datasets-'))
  writeTinyMnist(directory, counts)
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** The data sets that ship with the app. */
export const shippedDatasets = join(import.meta.dirname, '../../resources/datasets')
