import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOwn } from '../../../../src/engine/node/own/read-own'
import { useTemporaryDirectory } from '../../../main/files/temporary-directory'

const directory = useTemporaryDirectory()

function idx(dims: readonly number[], values: Uint8Array, type = 8): Uint8Array {
  const bytes = Buffer.alloc(4 + 4 * dims.length + values.length)
  bytes[2] = type
  bytes[3] = dims.length
  dims.forEach((dim, i) => {
    bytes.writeUInt32BE(dim, 4 + 4 * i)
  })
  bytes.set(values, 4 + 4 * dims.length)
  return bytes
}

const pixels = (count: number) => Uint8Array.from({ length: count * 6 }, (_, i) => (i * 37) % 256)
const images = idx([4, 2, 3], pixels(4))
const labels = idx([4], Uint8Array.of(0, 2, 1, 2))

function put(files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files))
    writeFileSync(join(directory.path, name), bytes)
}

const read = (name: string, attrs = {}) =>
  readOwn({ dataset: 'ownIdx', path: join(directory.path, name), ...attrs }, { describe: true })

async function messageOf(name: string, attrs = {}): Promise<string> {
  const result = await read(name, attrs)
  if (result.ok) throw new Error('it was read')
  expect(result.remedy).not.toBe('')
  return result.message
}

describe('IDX images', () => {
  it.each([false, true])('are read with the labels beside them; packed: %s', async isPacked => {
    const end = isPacked ? '.gz' : ''
    const packed = (bytes: Uint8Array) => (isPacked ? gzipSync(bytes) : bytes)
    put({
      [`a-images-idx3-ubyte${end}`]: packed(images),
      [`a-labels-idx1-ubyte${end}`]: packed(labels),
    })
    const result = await read(`a-images-idx3-ubyte${end}`)
    if (!result.ok) throw new Error(result.message)
    const { examples, measured, preview, test } = result.value
    expect([...examples.features]).toEqual([...pixels(4)].map(value => Math.fround(value / 255)))
    expect([...examples.targets]).toEqual([0, 2, 1, 2])
    expect(measured).toMatchObject({
      rows: 4,
      inputs: 6,
      outputs: 3,
      height: 2,
      width: 3,
      channels: 1,
    })
    expect(preview!.classCounts).toEqual([1, 1, 2])
    expect(preview!.images.map(({ label }) => label)).toEqual([0, 1, 2, 2])
    expect(test).toBeNull()
  })

  it('take the test files beside them', async () => {
    put({
      'train-images-idx3-ubyte': images,
      'train-labels-idx1-ubyte': labels,
      't10k-images-idx3-ubyte.gz': gzipSync(idx([2, 2, 3], pixels(2))),
      't10k-labels-idx1-ubyte.gz': gzipSync(idx([2], Uint8Array.of(3, 0))),
    })
    const result = await read('train-images-idx3-ubyte')
    if (!result.ok) throw new Error(result.message)
    expect([...result.value.test!.targets]).toEqual([3, 0])
    expect(result.value.measured).toMatchObject({ rows: 4, testRows: 2, outputs: 4 })
  })

  it('take labels from anywhere', async () => {
    put({ pictures: images, answers: labels })
    expect(await messageOf('pictures')).toContain('there are no labels beside it')
    const result = await read('pictures', { labels: join(directory.path, 'answers') })
    expect(result.ok && result.value.measured.rows).toBe(4)
  })
})

describe('damaged IDX files', () => {
  const damaged = 'x-images'
  it.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'it ends within the header'],
    ['cut in the header', images.subarray(0, 10), 'it ends within the header'],
    ['truncated', images.subarray(0, -1), 'its header promises 24 values, it holds 23'],
    [
      'too long',
      Buffer.concat([images, Buffer.of(1)]),
      'its header promises 24 values, it holds more',
    ],
    [
      'wrong magic',
      Buffer.concat([Buffer.of(1), images.subarray(1)]),
      'it does not start as an IDX file does',
    ],
    ['of another type', idx([4, 2, 3], pixels(4), 13), 'its values are not unsigned bytes'],
    ['of labels', labels, 'it has 1 axes, images have 3'],
    ['without images', idx([0, 2, 3], new Uint8Array(0)), 'there are no images in it'],
    ['packed and cut', gzipSync(images).subarray(0, 20), 'it cannot be unpacked'],
    [
      'packed and spoiled',
      Buffer.concat([gzipSync(images).subarray(0, 12), Buffer.alloc(30, 7)]),
      'it cannot be unpacked',
    ],
    [
      'a header larger than the data',
      idx([100_000, 28, 28], pixels(4)),
      'its header promises 78,400,000 values, it holds 24',
    ],
    [
      'packed, a header larger than the data',
      gzipSync(idx([100_000, 28, 28], pixels(4))),
      'its header promises 78,400,000 values, more than the file can hold',
    ],
    [
      'a header of 4 GB packed',
      gzipSync(idx([0xffff, 0xff, 0xff], pixels(4))),
      'values; at most 250,000,000 are read',
    ],
  ])('%s', async (_, bytes, reason) => {
    put({ [damaged]: bytes, 'x-labels': labels })
    expect(await messageOf(damaged)).toContain(reason)
  })

  it('are not unpacked beyond what their header promises', async () => {
    // 300 MB of zeros, packed into 300 KB, behind a header that promises 24 values.
    const bomb = gzipSync(Buffer.concat([images, Buffer.alloc(300_000_000)]))
    put({ [damaged]: bomb, 'x-labels': labels })
    const before = process.memoryUsage().rss
    expect(await messageOf(damaged)).toContain('its header promises 24 values, it holds more')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  it('that do not belong together are refused', async () => {
    put({ 'x-images': images, 'x-labels': idx([3], Uint8Array.of(0, 1, 1)) })
    expect(await messageOf(damaged)).toContain('there are 4 images and 3 labels')
    put({ 'x-images': images, 'x-labels': idx([4], new Uint8Array(4)) })
    expect(await messageOf(damaged)).toContain('all labels are the same')
    put({
      'train-images': images,
      'train-labels': labels,
      't10k-images': idx([1, 3, 3], new Uint8Array(9)),
      't10k-labels': idx([1], Uint8Array.of(1)),
    })
    expect(await messageOf('train-images')).toContain('its images have 3×3 pixels, the others 2×3')
  })

  it('whatever the bytes are, something is said or read', async () => {
    const anyFile = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 40 }).map(bytes => gzipSync(bytes)),
      fc.tuple(fc.nat(images.length - 1), fc.nat(255)).map(([at, byte]) => {
        const copy = Uint8Array.from(images)
        copy[at] = byte
        return copy
      }),
    )
    await fc.assert(
      fc.asyncProperty(anyFile, async bytes => {
        put({ [damaged]: bytes, 'x-labels': labels })
        const result = await read(damaged)
        if (!result.ok) expect(result.message).toMatch(/"x-(images|labels)"/)
      }),
    )
  })
})

const fashion = '/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz'

it.runIf(existsSync(fashion))('reads 70,000 images in a few seconds', async () => {
  const started = performance.now()
  const result = await readOwn({ dataset: 'ownIdx', path: fashion })
  expect(result.ok && result.value.measured).toMatchObject({
    rows: 60_000,
    testRows: 10_000,
    outputs: 10,
  })
  expect(performance.now() - started).toBeLessThan(5000)
})
