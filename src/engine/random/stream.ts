import { philox } from './philox'

/**
 * Number of an independent stream of random numbers, from its name: FNV-1a over UTF-16 units.
 * Named streams keep a node's numbers the same when other nodes come or go.
 */
export function streamId(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x0100_0193)
  }
  return hash >>> 0
}

export interface Rng {
  /** Unsigned 32-bit integer. */
  nextUint32(): number
  /** Uniform in [0, 1), 53 bits. */
  nextUniform(): number
  /** Standard normal, by Box and Muller. */
  nextNormal(): number
  /** Uniform integer in [0, bound). */
  nextInt(bound: number): number
}

/** A sequence of random numbers that depends on the seed and the stream's name alone. */
export function createRng(seed: number, stream: string): Rng {
  const words = new Uint32Array(4)
  const id = streamId(stream)
  let block = 0
  let used = 4
  let spareNormal = Number.NaN

  const nextUint32 = () => {
    if (used === 4) {
      philox(words, block, 0, id, 0, seed, 0)
      block++
      used = 0
    }
    return words[used++]!
  }
  const nextUniform = () => (nextUint32() * 0x20_0000 + (nextUint32() >>> 11)) / 2 ** 53

  return {
    nextUint32,
    nextUniform,
    nextNormal() {
      if (!Number.isNaN(spareNormal)) {
        const value = spareNormal
        spareNormal = Number.NaN
        return value
      }
      const radius = Math.sqrt(-2 * Math.log(1 - nextUniform()))
      const angle = 2 * Math.PI * nextUniform()
      spareNormal = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
    nextInt: bound => Math.floor(nextUniform() * bound),
  }
}

/** Shuffles indices in place (Fisher and Yates). */
export function shuffle(indices: Uint32Array, rng: Rng): void {
  for (let i = indices.length - 1; i > 0; i--) {
    const j = rng.nextInt(i + 1)
    const value = indices[i]!
    indices[i] = indices[j]!
    indices[j] = value
  }
}
