import { createRng, shuffle } from '../random/stream'
import type { DatasetInfo } from './catalog'
import type { Dataset, Examples, PreparedData } from './dataset'

export interface PrepareOptions {
  readonly normalization: 'standardize' | 'none'
  /** Share of the training examples to validate on, in [0, 1). */
  readonly validationFraction: number
  readonly seed: number
}

/**
 * Splits a data set and normalises it. The validation part is drawn by the seed; mean and
 * deviation come from the training part alone and are applied to all parts.
 */
export function prepareData(dataset: Dataset, options: PrepareOptions): PreparedData {
  const { info } = dataset
  const order = Uint32Array.from({ length: dataset.train.count }, (_, i) => i)
  shuffle(order, createRng(options.seed, 'split'))
  const held = Math.min(
    Math.round(dataset.train.count * options.validationFraction),
    dataset.train.count - 1,
  )
  const parts = {
    train: select(dataset.train, order.subarray(held), info),
    validation: select(dataset.train, order.subarray(0, held), info),
    test: copy(dataset.test),
  }
  if (options.normalization === 'standardize') {
    const scale = fitScale(parts.train, info)
    for (const part of Object.values(parts)) applyScale(part, scale)
  }
  return { info, ...parts }
}

function featureCount(info: DatasetInfo): number {
  return info.features.reduce((product, dim) => product * dim, 1)
}

function select(source: Examples, indices: Uint32Array, info: DatasetInfo): Examples {
  const width = featureCount(info)
  const features = new Float32Array(indices.length * width)
  const targets = new Float32Array(indices.length * info.targetFeatures)
  indices.forEach((from, to) => {
    features.set(source.features.subarray(from * width, (from + 1) * width), to * width)
    targets.set(
      source.targets.subarray(from * info.targetFeatures, (from + 1) * info.targetFeatures),
      to * info.targetFeatures,
    )
  })
  return { count: indices.length, features, targets }
}

function copy(source: Examples): Examples {
  return { ...source, features: source.features.slice(), targets: source.targets.slice() }
}

interface Scale {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/**
 * Per feature; one value for all pixels of images, whose border pixels never vary. A constant
 * feature keeps deviation 1, whatever rounding says.
 */
function fitScale(part: Examples, info: DatasetInfo): Scale {
  const width = info.image ? 1 : featureCount(info)
  const mean = new Float64Array(width)
  const deviation = new Float64Array(width)
  const rows = part.features.length / width
  const varies = new Uint8Array(width)
  for (let i = 0; i < part.features.length; i++) {
    mean[i % width]! += part.features[i]! / rows
    if (part.features[i] !== part.features[i % width]) varies[i % width] = 1
  }
  for (let i = 0; i < part.features.length; i++) {
    deviation[i % width]! += (part.features[i]! - mean[i % width]!) ** 2 / rows
  }
  for (let j = 0; j < width; j++) deviation[j] = varies[j] ? Math.sqrt(deviation[j]!) : 1
  return { mean, deviation }
}

function applyScale(part: Examples, { mean, deviation }: Scale): void {
  const width = mean.length
  for (let i = 0; i < part.features.length; i++) {
    part.features[i] = (part.features[i]! - mean[i % width]!) / deviation[i % width]!
  }
}
