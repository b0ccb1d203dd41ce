import { createRng, shuffle } from '../random/stream'
import type { Dataset, Examples, PreparedData, Scale } from './dataset'
import { featureCount, selectExamples } from './examples'
import { fillMissing } from './fill-missing'
import { stratify } from './split'

export interface PrepareOptions {
  readonly normalization: 'standardize' | 'none'
  /** Share of the training examples to validate on, in [0, 1). */
  readonly validationFraction: number
  /** Train on no more examples than that, of those that are not held out; all unless given. */
  readonly limit?: number
  readonly seed: number
  /** Whether every class has the same share of the validation part; drawn regardless unless given. */
  readonly stratified?: boolean
}

/**
 * Splits a data set and normalises it. The validation part is drawn by the seed; mean and
 * deviation come from the training part alone and are applied to all parts. Numbers to predict are
 * normalised like features.
 */
export function prepareData(dataset: Dataset, options: PrepareOptions): PreparedData {
  const { info } = dataset
  const { limit = Number.POSITIVE_INFINITY } = options
  const drawn = Uint32Array.from({ length: dataset.train.count }, (_, i) => i)
  shuffle(drawn, createRng(options.seed, 'split'))
  const held = Math.min(
    Math.round(dataset.train.count * options.validationFraction),
    dataset.train.count - 1,
  )
  const order =
    options.stratified && info.classes !== null
      ? stratify(drawn, dataset.train, info.classes, held)
      : drawn
  const parts = {
    train: selectExamples(dataset.train, order.subarray(held, held + limit), info),
    validation: selectExamples(dataset.train, order.subarray(0, held), info),
    test: copy(dataset.test),
  }
  if (dataset.hasMissing) {
    fillMissing(
      Object.values(parts).map(({ features }) => features),
      featureCount(info),
    )
  }
  if (options.normalization === 'none') return { info, ...parts }
  // Border pixels never vary, so images have one mean and deviation for all pixels.
  const width = info.image ? 1 : featureCount(info)
  const featureScale = standardize(
    Object.values(parts).map(({ features }) => features),
    width,
  )
  if (info.classes !== null) return { info, ...parts, featureScale }
  const targetScale = standardize(
    Object.values(parts).map(({ targets }) => targets),
    info.targetFeatures,
  )
  return { info, ...parts, featureScale, targetScale }
}

function copy(source: Examples): Examples {
  return { ...source, features: source.features.slice(), targets: source.targets.slice() }
}

/** Scales rows of `width` values in place, by mean and deviation of the first list. */
function standardize(lists: readonly Float32Array[], width: number): Scale {
  const scale = fitScale(lists[0]!, width)
  for (const values of lists) applyScale(values, scale)
  return scale
}

/** Per column. A constant one keeps deviation 1, whatever rounding says. */
function fitScale(values: Float32Array, width: number): Scale {
  const mean = new Float64Array(width)
  const deviation = new Float64Array(width)
  const rows = values.length / width
  const varies = new Uint8Array(width)
  for (let i = 0; i < values.length; i++) {
    mean[i % width]! += values[i]! / rows
    if (values[i] !== values[i % width]) varies[i % width] = 1
  }
  for (let i = 0; i < values.length; i++) {
    deviation[i % width]! += (values[i]! - mean[i % width]!) ** 2 / rows
  }
  for (let j = 0; j < width; j++) deviation[j] = varies[j] ? Math.sqrt(deviation[j]!) : 1
  return { mean, deviation }
}

function applyScale(values: Float32Array, { mean, deviation }: Scale): void {
  const width = mean.length
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i]! - mean[i % width]!) / deviation[i % width]!
  }
}
