import type { DataResult, Examples } from './dataset'
import type { IdxArray } from './idx'

/**
 * Pairs grey images with their class labels. images: [count, height, width] → features
 * [count, height·width] in 0…1.
 *
 * @param name what the files are, for messages.
 */
export function labelledImages(
  images: IdxArray,
  labels: IdxArray,
  classes: number,
  name: string,
): DataResult<Examples> {
  const [count = 0, height = 0, width = 0] = images.dims
  const fail = (message: string): DataResult<Examples> => ({
    ok: false,
    message: `${name}: ${message}`,
    remedy: 'Check that images and labels belong together.',
  })
  if (images.dims.length !== 3) return fail(`images have ${images.dims.length} axes, expected 3`)
  if (labels.dims.length !== 1) return fail(`labels have ${labels.dims.length} axes, expected 1`)
  if (count === 0) return fail('there are no images')
  if (labels.dims[0] !== count) {
    return fail(`there are ${count} images and ${labels.dims[0]} labels`)
  }
  const wrong = labels.values.findIndex(label => label >= classes)
  if (wrong >= 0) {
    return fail(`label ${wrong} is ${labels.values[wrong]}, expected 0 to ${classes - 1}`)
  }
  const features = new Float32Array(count * height * width)
  for (let i = 0; i < features.length; i++) features[i] = images.values[i]! / 255
  return { ok: true, value: { count, features, targets: Float32Array.from(labels.values) } }
}
