import { rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { type DataAttrs, datasetsFrom } from '../../../src/engine/data/catalog'
import { readDataset } from '../../../src/engine/node/read-dataset'
import { useTemporaryDirectory } from '../../main/files/temporary-directory'
import { idxBytes, shippedDatasets, writeTinyMnist } from '../../support/datasets'

describe('the MNIST that ships', () => {
  it('has 9,000 + 1,000 digits of 28×28, every class about as often', async () => {
    const result = await readDataset({ dataset: 'mnist' }, 1, shippedDatasets)
    if (!result.ok) throw new Error(result.message)
    const { info, train, test } = result.value
    expect([train.count, test.count]).toEqual([9000, 1000])
    expect({ train: train.count, test: test.count }).toEqual(info.examples)
    expect(train.features.length).toBe(9000 * 784)
    const counts = new Array<number>(10).fill(0)
    for (const label of train.targets) counts[label]!++
    for (const count of counts) expect(Math.abs(count - 900)).toBeLessThan(150)
    const mean = train.features.reduce((sum, value) => sum + value, 0) / train.features.length
    expect(mean).toBeCloseTo(0.13, 2)
  })
})

describe('the tables that ship', () => {
  it.each(datasetsFrom('table'))('%s is what its info promises', async dataset => {
    const result = await readDataset({ dataset }, 1, shippedDatasets)
    if (!result.ok) throw new Error(result.message)
    const { info, train, test } = result.value
    expect({ train: train.count, test: test.count }).toEqual(info.examples)
    const features = info.features[0]!
    for (const part of [train, test]) {
      expect(part.features.length).toBe(part.count * features)
      if (info.classes !== null) expect(new Set(part.targets).size).toBe(info.classes)
    }
    // Every column varies.
    for (let column = 0; column < features; column++) {
      const values = train.features.filter((_, i) => i % features === column)
      expect(new Set(values).size).toBeGreaterThan(1)
    }
  })

  it('have another test part for another seed, but not while the data has its own', async () => {
    const testPart = async (attrs: DataAttrs, seed: number) => {
      const result = await readDataset({ dataset: 'iris', ...attrs }, seed, shippedDatasets)
      return result.ok && [...result.value.test.features]
    }
    expect(await testPart({}, 1)).toEqual(await testPart({}, 1))
    expect(await testPart({}, 1)).not.toEqual(await testPart({}, 2))
    const own = { seedFrom: 'own', seed: 9 }
    expect(await testPart(own, 1)).toEqual(await testPart(own, 2))
    expect(await testPart(own, 1)).toEqual(await testPart({}, 9))
  })

  it('are drawn, and not read, where they are points', async () => {
    const result = await readDataset({ dataset: 'moons', size: 300, noise: 0 }, 1, '/nowhere')
    expect(result.ok && result.value.train.count).toBe(240)
  })
})

describe('damaged files', () => {
  const directory = useTemporaryDirectory()
  const images = 'mnist-train-images.idx3-ubyte.gz'
  const labels = 'mnist-test-labels.idx1-ubyte.gz'
  const file = (name: string) => join(directory.path, name)
  beforeEach(() => writeTinyMnist(directory.path))

  async function failure() {
    const result = await readDataset({ dataset: 'mnist' }, 1, directory.path)
    if (result.ok) throw new Error('it was read')
    return result
  }

  it('reads the files while they are sound', async () => {
    expect((await readDataset({ dataset: 'mnist' }, 1, directory.path)).ok).toBe(true)
  })

  it('names a file that is missing', async () => {
    rmSync(file(labels))
    expect((await failure()).message).toContain(labels)
  })

  it('names a zipped file that is cut off, at any of many places', async () => {
    const bytes = await readFile(file(images))
    for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
      writeFileSync(file(images), bytes.subarray(0, Math.floor(bytes.length * share)))
      const { message, remedy } = await failure()
      expect(message).toContain(images)
      expect(remedy).toContain('restore the file')
    }
  })

  it('names a zipped file with a wrong byte', async () => {
    const bytes = await readFile(file(images))
    bytes[bytes.length >> 1]! ^= 0xff
    writeFileSync(file(images), bytes)
    expect((await failure()).message).toContain(images)
  })

  it('names a file that is not zipped', async () => {
    writeFileSync(file(labels), idxBytes([1], [3]))
    expect((await failure()).message).toMatch(new RegExp(`${labels} cannot be read: .*header`))
  })

  it('stops unpacking a file that grows without end', async () => {
    writeFileSync(file(images), gzipSync(Buffer.alloc(60_000_000), { level: 1 }))
    const before = process.memoryUsage().arrayBuffers
    expect((await failure()).message).toContain('it unpacks to more than 50,000,000 bytes')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150_000_000)
  })

  it('refuses images of another size', async () => {
    writeFileSync(file(images), gzipSync(idxBytes([50, 14, 14], new Uint8Array(50 * 196))))
    expect((await failure()).message).toBe('mnist-train: images have 14×14 pixels, expected 28×28')
  })
})
