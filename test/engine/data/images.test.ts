import { describe, expect, it } from 'vitest'
import { labelledImages } from '../../../src/engine/data/images'

const images = { dims: [2, 1, 2], values: Uint8Array.of(0, 255, 51, 102) }
const labels = { dims: [2], values: Uint8Array.of(1, 0) }

describe('labelledImages', () => {
  it('scales pixels to 0…1 and keeps the labels', () => {
    const result = labelledImages(images, labels, 2, 'digits')
    if (!result.ok) throw new Error(result.message)
    expect(result.value.count).toBe(2)
    expect([...result.value.features]).toEqual([0, 1, Math.fround(0.2), Math.fround(0.4)])
    expect([...result.value.targets]).toEqual([1, 0])
  })

  it.each([
    ['labels in place of images', labels, labels, 'images have 1 axes, expected 3'],
    ['images in place of labels', images, images, 'labels have 3 axes, expected 1'],
    [
      'too few labels',
      images,
      { dims: [1], values: Uint8Array.of(1) },
      'there are 2 images and 1 labels',
    ],
    [
      'a label that is no class',
      images,
      { dims: [2], values: Uint8Array.of(1, 7) },
      'label 1 is 7, expected 0 to 1',
    ],
    [
      'no images at all',
      { dims: [0, 28, 28], values: new Uint8Array() },
      { dims: [0], values: new Uint8Array() },
      'there are no images',
    ],
  ])('refuses %s', (_what, someImages, someLabels, message) => {
    expect(labelledImages(someImages, someLabels, 2, 'digits')).toEqual({
      ok: false,
      message: `digits: ${message}`,
      remedy: 'Check that images and labels belong together.',
    })
  })
})
