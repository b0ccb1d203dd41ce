import type { Examples } from '../../data/dataset'
import type { DataPreview, ImageSample } from '../../data/inspection'

const samplesPerClass = 12
const mostSamples = 240

/**
 * What there is to see of images: the first ones of each class.
 *
 * @param pixels of all images, one after the other, 0…255.
 */
export function describeImages(
  pixels: Uint8Array,
  { count, targets }: Examples,
  classes: number,
  classNames: readonly string[] | null,
): DataPreview {
  const classCounts = Array.from({ length: classes }, () => 0)
  const images: ImageSample[] = []
  const size = pixels.length / count
  const perClass = Math.max(1, Math.min(samplesPerClass, Math.floor(mostSamples / classes)))
  for (let i = 0; i < count; i++) {
    const label = targets[i]!
    if (classCounts[label]! < perClass && images.length < mostSamples) {
      images.push({ label, pixels: pixels.slice(i * size, (i + 1) * size) })
    }
    classCounts[label]!++
  }
  images.sort((a, b) => a.label - b.label)
  return {
    form: null,
    columns: [],
    rows: [],
    firstRow: 0,
    images,
    classCounts,
    classNames,
    dropped: 0,
  }
}
