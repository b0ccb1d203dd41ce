import type { DatasetInfo } from './catalog'
import type { Examples } from './dataset'

/** Numbers of one example. */
export function featureCount(info: DatasetInfo): number {
  return info.features.reduce((product, dim) => product * dim, 1)
}

/** Copies of the examples with these indices, in their order. */
export function selectExamples(
  source: Examples,
  indices: Uint32Array,
  info: DatasetInfo,
): Examples {
  const width = featureCount(info)
  const { targetFeatures } = info
  const features = new Float32Array(indices.length * width)
  const targets = new Float32Array(indices.length * targetFeatures)
  indices.forEach((from, to) => {
    features.set(source.features.subarray(from * width, (from + 1) * width), to * width)
    targets.set(
      source.targets.subarray(from * targetFeatures, (from + 1) * targetFeatures),
      to * targetFeatures,
    )
  })
  return { count: indices.length, features, targets }
}
