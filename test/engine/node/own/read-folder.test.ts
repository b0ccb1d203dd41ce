import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { encode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { decodePng } from '../../../../src/engine/node/own/decode-png'
import { readOwn } from '../../../../src/engine/node/own/read-own'
import { useTemporaryDirectory } from '../../../main/files/temporary-directory'

const directory = useTemporaryDirectory()

function png(width: number, height: number, channels: 1 | 2 | 3 | 4, value: number): Uint8Array {
  const data = new Uint8Array(width * height * channels).fill(value)
  return encode({ width, height, channels, data })
}

function put(files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(directory.path, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

const read = () => readOwn({ dataset: 'ownFolder', path: directory.path }, { describe: true })

async function messageOf(): Promise<string> {
  const result = await read()
  if (result.ok) throw new Error('it was read')
  expect(result.remedy).not.toBe('')
  return result.message
}

describe('a folder of images', () => {
  it('has a class for each sub-folder', async () => {
    put({
      '10/a.png': png(3, 2, 1, 0),
      '9/b.png': png(3, 2, 1, 255),
      '9/c.PNG': png(3, 2, 1, 51),
      '9/notes.txt': Uint8Array.of(1),
      '.git/x.png': Uint8Array.of(1),
    })
    const result = await read()
    if (!result.ok) throw new Error(result.message)
    const { examples, measured } = result.value
    expect(measured).toMatchObject({
      rows: 3,
      inputs: 6,
      outputs: 2,
      height: 2,
      width: 3,
      channels: 1,
      classNames: '9,10',
    })
    expect([...examples.targets]).toEqual([0, 0, 1])
    expect([...examples.features].map(value => Number(value.toFixed(2)))).toEqual([
      ...[1, 1, 1, 1, 1, 1],
      ...[0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
      ...[0, 0, 0, 0, 0, 0],
    ])
  })

  it('may be in colour: one channel after the other', async () => {
    const data = Uint8Array.of(255, 0, 51, 255, 0, 51)
    put({
      'a/1.png': encode({ width: 2, height: 1, channels: 3, data }),
      'b/1.png': png(2, 1, 1, 102),
    })
    const result = await read()
    if (!result.ok) throw new Error(result.message)
    expect(result.value.measured).toMatchObject({ inputs: 6, channels: 3 })
    expect([...result.value.examples.features].map(value => Number(value.toFixed(1)))).toEqual([
      ...[1, 1, 0, 0, 0.2, 0.2],
      ...[0.4, 0.4, 0.4, 0.4, 0.4, 0.4],
    ])
  })

  it('may have a test part of its own', async () => {
    put({
      'train/a/1.png': png(1, 1, 1, 0),
      'train/b/1.png': png(1, 1, 1, 9),
      'test/b/2.png': png(1, 1, 1, 9),
    })
    const result = await read()
    expect(result.ok && result.value.measured).toMatchObject({ rows: 2, testRows: 1, outputs: 2 })
    expect(result.ok && [...result.value.test!.targets]).toEqual([1])
    put({ 'test/c/2.png': png(1, 1, 1, 9) })
    expect(await messageOf()).toBe('"c": the training part has no such class.')
  })

  it('is refused with the file that does not fit', async () => {
    expect(await messageOf()).toContain('it has no sub-folder')
    put({ 'a/1.png': png(2, 2, 1, 0) })
    expect(await messageOf()).toContain('it has one sub-folder only')
    put({ 'b/1.png': png(2, 3, 1, 0) })
    expect(await messageOf()).toBe('"b/1.png" has 2×3 pixels, "a/1.png" has 2×2.')
    put({ 'b/1.png': png(2, 2, 3, 0) })
    expect(await messageOf()).toBe('"b/1.png" is in colour, "a/1.png" is grey.')
    put({ 'b/1.png': Uint8Array.of(1, 2, 3) })
    expect(await messageOf()).toBe('"b/1.png": it is no PNG image, or is cut off.')
    put({ 'b/1.png': png(2, 2, 1, 0), 'c/readme.txt': Uint8Array.of(1) })
    expect(await messageOf()).toBe('"c": there are no PNG images in this folder.')
  })
})

describe('a PNG image', () => {
  const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Uint8Array) =>
    (bytes.reduce((c, byte) => crcTable[(c ^ byte) & 255]! ^ (c >>> 8), 0xffffffff) ^
      0xffffffff) >>>
    0
  function chunk(type: string, content: Uint8Array): Buffer {
    const bytes = Buffer.alloc(12 + content.length)
    bytes.writeUInt32BE(content.length)
    bytes.write(type, 4, 'latin1')
    bytes.set(content, 8)
    bytes.writeUInt32BE(crc(bytes.subarray(4, 8 + content.length)), 8 + content.length)
    return bytes
  }
  function build(
    header: readonly number[],
    data: Uint8Array,
    more: readonly Buffer[] = [],
  ): Uint8Array {
    const [width = 0, height = 0, ...rest] = header
    const ihdr = Buffer.alloc(13)
    ihdr.writeUInt32BE(width, 0)
    ihdr.writeUInt32BE(height, 4)
    ihdr.set(rest, 8)
    const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
    return Buffer.concat([
      signature,
      chunk('IHDR', ihdr),
      ...more,
      chunk('IDAT', deflateSync(data)),
      chunk('IEND', Buffer.alloc(0)),
    ])
  }

  it('of one bit a pixel is read', () => {
    const decoded = decodePng(
      build([10, 2, 1, 0, 0, 0, 0], Uint8Array.of(0, 0b10101010, 0b10000000, 0, 0, 0b01000000)),
    )
    expect(decoded.ok && [...decoded.image.pixels]).toEqual([
      ...[255, 0, 255, 0, 255, 0, 255, 0, 255, 0],
      ...[0, 0, 0, 0, 0, 0, 0, 0, 0, 255],
    ])
  })

  it('with a palette is read in colour', () => {
    const palette = chunk('PLTE', Uint8Array.of(1, 2, 3, 10, 20, 30))
    const decoded = decodePng(build([2, 1, 8, 3, 0, 0, 0], Uint8Array.of(0, 0, 1), [palette]))
    expect(decoded.ok && [decoded.image.channels, ...decoded.image.pixels]).toEqual([
      3, 1, 10, 2, 20, 3, 30,
    ])
  })

  it('of 16 bits becomes one of 8, and transparent pixels white', () => {
    const deep = decodePng(build([1, 1, 16, 0, 0, 0, 0], Uint8Array.of(0, 0x80, 0x80)))
    expect(deep.ok && [...deep.image.pixels]).toEqual([128])
    const clear = decodePng(
      encode({ width: 2, height: 1, channels: 2, data: Uint8Array.of(0, 0, 0, 255) }),
    )
    expect(clear.ok && [...clear.image.pixels]).toEqual([255, 0])
  })

  it('is not unpacked beyond its size', () => {
    const bomb = build([2, 2, 8, 0, 0, 0, 0], Buffer.alloc(100_000_000))
    const before = process.memoryUsage().rss
    expect(decodePng(bomb)).toMatchObject({ ok: false })
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
  })

  it.each<[string, readonly number[], string]>([
    ['interlaced', [2, 2, 8, 0, 0, 0, 1], 'interlaced'],
    ['of a depth that does not exist', [2, 2, 3, 0, 0, 0, 0], 'header is damaged'],
    ['of a type that does not exist', [2, 2, 8, 5, 0, 0, 0], 'header is damaged'],
    ['too large', [100_000, 100_000, 8, 0, 0, 0, 0], 'at most 4096×4096'],
    ['of no pixels', [0, 2, 8, 0, 0, 0, 0], 'at most 4096×4096'],
  ])('%s is refused', (_, header, reason) => {
    expect(decodePng(build(header, new Uint8Array(6)))).toEqual({
      ok: false,
      reason: expect.stringContaining(reason),
    })
  })

  it('of any bytes is read or refused', () => {
    const sound = png(3, 2, 3, 7)
    const anyFile = fc.tuple(fc.nat(sound.length - 1), fc.nat(255), fc.nat(sound.length))
    fc.assert(
      fc.property(anyFile, ([at, byte, length]) => {
        const file = Uint8Array.from(sound)
        file[at] = byte
        for (const bytes of [file, file.subarray(0, length)]) {
          const decoded = decodePng(bytes)
          if (decoded.ok)
            expect(decoded.image.pixels).toHaveLength(
              decoded.image.width * decoded.image.height * decoded.image.channels,
            )
        }
      }),
      { numRuns: 500 },
    )
  })
})
