import { philox } from '../random/philox'
import { streamId } from '../random/stream'
import type { DataAttrs } from './catalog'
import type { PreparedData, Scale } from './dataset'

/** What is done to every image of a training batch, by chance. */
export interface Augmentation {
  /** Pixels, at most, in each direction. */
  readonly shift: number
  /** Degrees, at most, to either side. */
  readonly rotate: number
  readonly flip: boolean
  /** Standard deviation of noise, where pixels are in 0…1. */
  readonly noise: number
}

/** What a data node asks for; null where nothing is done. */
export function augmentationOf(attrs: DataAttrs): Augmentation | null {
  if (attrs.augment !== true) return null
  const shift = Number(attrs.shift ?? 2)
  const rotate = Number(attrs.rotate ?? 10)
  const flip = attrs.flip === true
  const noise = Number(attrs.pixelNoise ?? 0)
  return shift > 0 || rotate > 0 || flip || noise > 0 ? { shift, rotate, flip, noise } : null
}

interface ImageSize {
  readonly height: number
  readonly width: number
  readonly channels?: number
}

/** Writes an image, changed, into a batch. Depends on seed, step and row alone; allocates nothing. */
export type Augmenter = (
  out: Float64Array | Float32Array,
  at: number,
  source: Float32Array,
  step: number,
  row: number,
) => void

/** What changes the images of a prepared data set while it is trained on; null where nothing does. */
export function augmenterOf(
  { info, augmentation, featureScale }: PreparedData,
  seed: number,
): Augmenter | null {
  if (!augmentation || !info.image) return null
  return createAugmenter(augmentation, info.image, seed, featureScale)
}

const stream = streamId('augmentation')

/**
 * @param scale how pixels were normalised: what comes in from outside is black, and noise is measured in
 *   pixels as they were.
 */
export function createAugmenter(
  { shift, rotate, flip, noise }: Augmentation,
  { height, width, channels = 1 }: ImageSize,
  seed: number,
  scale: Scale | undefined,
): Augmenter {
  const words = new Uint32Array(4)
  const deviation = scale?.deviation[0] ?? 1
  const black = -(scale?.mean[0] ?? 0) / deviation
  const sigma = noise / deviation
  const area = height * width
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]

  return (out, at, source, step, row) => {
    philox(words, row, 0, stream, step, seed, 0)
    const moveX = wholeIn(words[0]!, shift)
    const moveY = wholeIn(words[1]!, shift)
    const angle = ((2 * uniform(words[2]!) - 1) * rotate * Math.PI) / 180
    const isMirrored = flip && (words[3]! & 1) === 1
    const cos = Math.cos(angle)
    const sin = Math.sin(angle)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        // Where this pixel comes from: back by the shift, back by the turn, then the mirror.
        const dx = x - moveX - middleX
        const dy = y - moveY - middleY
        const fromX = cos * dx + sin * dy + middleX
        const fromY = cos * dy - sin * dx + middleY
        const mirroredX = isMirrored ? width - 1 - fromX : fromX
        for (let c = 0; c < channels; c++) {
          out[at + c * area + y * width + x] = sample(source, c * area, mirroredX, fromY)
        }
      }
    }
    if (sigma > 0) addNoise(out, at, step, row)
  }

  /** Between four pixels, by how near they are. */
  function sample(source: Float32Array, from: number, x: number, y: number): number {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const right = x - left
    const bottom = y - top
    const upper = mix(pixel(source, from, left, top), pixel(source, from, left + 1, top), right)
    if (bottom === 0) return upper
    const below = top + 1
    const lower = mix(pixel(source, from, left, below), pixel(source, from, left + 1, below), right)
    return mix(upper, lower, bottom)
  }

  function pixel(source: Float32Array, from: number, x: number, y: number): number {
    return x < 0 || y < 0 || x >= width || y >= height ? black : source[from + y * width + x]!
  }

  function addNoise(out: Float64Array | Float32Array, at: number, step: number, row: number): void {
    const count = area * channels
    for (let i = 0; i < count; i += 4) {
      philox(words, row, 1 + i / 4, stream, step, seed, 0)
      for (let pair = 0; pair < 2; pair++) {
        const radius = sigma * Math.sqrt(-2 * Math.log(1 - uniform(words[2 * pair]!)))
        const turn = 2 * Math.PI * uniform(words[2 * pair + 1]!)
        const first = i + 2 * pair
        if (first < count) out[at + first]! += radius * Math.cos(turn)
        if (first + 1 < count) out[at + first + 1]! += radius * Math.sin(turn)
      }
    }
  }
}

/** In [0, 1). */
function uniform(word: number): number {
  return word / 2 ** 32
}

/** A whole number from −most to most. */
function wholeIn(word: number, most: number): number {
  return Math.floor(uniform(word) * (2 * most + 1)) - most
}

function mix(a: number, b: number, share: number): number {
  return share === 0 ? a : a + (b - a) * share
}
