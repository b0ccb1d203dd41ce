import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DataAttrs } from '../../data/catalog'
import type { Examples } from '../../data/dataset'
import type { IdxArray } from '../../data/idx'
import { permitted } from './access'
import { describeImages } from './describe-images'
import { DataFailure, fileFailure } from './failure'
import { idxFileSize, readIdxFile } from './idx-file'
import type { OwnData, ReadOptions } from './types'

/** Reads images and labels, and the test files beside them where there are any. */
export async function readIdxSet(
  path: string,
  attrs: DataAttrs,
  { onProgress, signal, describe }: ReadOptions,
): Promise<OwnData> {
  const labelsPath = labelsOf(path, attrs)
  const test = testFilesOf(path, labelsPath)
  const hash = createHash('sha256')
  const paths = [path, labelsPath, ...(test ? [test.images, test.labels] : [])]
  const sizes = await Promise.all(paths.map(idxFileSize))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  const read = (file: string) =>
    readIdxFile(file, hash, signal, bytes => {
      done += bytes
      onProgress?.(Math.min(1, done / total), 0)
    })
  const images = await read(path)
  const labels = await read(labelsPath)
  const train = pair(images, labels, path, labelsPath)
  const testImages = test && (await read(test.images))
  const testLabels = test && (await read(test.labels))
  const held = testImages && testLabels && pair(testImages, testLabels, test.images, test.labels)
  const [, height = 0, width = 0] = images.dims
  if (testImages && (testImages.dims[1] !== height || testImages.dims[2] !== width)) {
    throw fileFailure(
      test.images,
      `its images have ${testImages.dims.slice(1).join('×')} pixels, the others ${height}×${width}.`,
      'Move it to another folder: it does not belong to these images.',
    )
  }
  const classes = 1 + Math.max(largest(labels.values), testLabels ? largest(testLabels.values) : 0)
  const isOne = labels.values.every(label => label === labels.values[0])
  if (classes < 2 || isOne) {
    throw fileFailure(
      labelsPath,
      'all labels are the same.',
      'Choose labels of two classes or more.',
    )
  }
  return {
    examples: train,
    test: held,
    hasMissing: false,
    measured: {
      bytes: total,
      hash: hash.digest('hex'),
      rows: train.count,
      testRows: held?.count ?? 0,
      inputs: height * width,
      outputs: classes,
      height,
      width,
      channels: 1,
      classNames: '',
    },
    columnNames: null,
    preview: describe ? describeImages(images.values, train, classes, null) : null,
  }
}

/** `train-images-idx3-ubyte.gz` → `train-labels-idx1-ubyte.gz`, packed or not. */
function labelsBeside(images: string): string {
  const name = basename(images)
  const renamed = name.replace(/images/i, 'labels').replace(/idx3/i, 'idx1')
  return join(dirname(images), renamed)
}

function labelsOf(images: string, attrs: DataAttrs): string {
  const given = String(attrs.labels ?? '')
  if (given !== '') {
    const allowed = permitted(given)
    if (!allowed.ok) throw new DataFailure(allowed.message, allowed.remedy)
    return allowed.value
  }
  const beside = existing(labelsBeside(images))
  if (beside && beside !== images) return beside
  throw fileFailure(
    images,
    'there are no labels beside it.',
    `Choose the file of the labels too, or put "${basename(labelsBeside(images))}" beside it.`,
  )
}

/** The test files that belong to training files, as MNIST names them. */
function testFilesOf(images: string, labels: string) {
  const named = (path: string) => {
    const name = basename(path)
    if (!/^train/i.test(name)) return null
    return (
      existing(join(dirname(path), name.replace(/^train(ing)?/i, 't10k'))) ??
      existing(join(dirname(path), name.replace(/^train(ing)?/i, 'test')))
    )
  }
  const [testImages, testLabels] = [named(images), named(labels)]
  return testImages && testLabels ? { images: testImages, labels: testLabels } : null
}

/** The file, or the same packed or unpacked; null where there is neither. */
function existing(path: string): string | null {
  const other = path.endsWith('.gz') ? path.slice(0, -3) : `${path}.gz`
  return [path, other].find(existsSync) ?? null
}

function pair(images: IdxArray, labels: IdxArray, path: string, labelsPath: string): Examples {
  const [count = 0, height = 0, width = 0] = images.dims
  if (images.dims.length !== 3) {
    throw fileFailure(
      path,
      `it has ${images.dims.length} axes, images have 3.`,
      'Choose the file of the images; its name often holds "idx3".',
    )
  }
  if (labels.dims.length !== 1) {
    throw fileFailure(
      labelsPath,
      `it has ${labels.dims.length} axes, labels have 1.`,
      'Choose the file of the labels; its name often holds "idx1".',
    )
  }
  if (count === 0 || height * width === 0) {
    throw fileFailure(path, 'there are no images in it.', 'Choose another file.')
  }
  if (labels.dims[0] !== count) {
    throw fileFailure(
      labelsPath,
      `there are ${count.toLocaleString('en')} images and ${labels.dims[0]!.toLocaleString('en')} labels.`,
      'Choose images and labels that belong together.',
    )
  }
  const features = new Float32Array(images.values.length)
  for (let i = 0; i < features.length; i++) features[i] = images.values[i]! / 255
  return { count, features, targets: Float32Array.from(labels.values) }
}

function largest(labels: Uint8Array): number {
  return labels.reduce((a, b) => Math.max(a, b), 0)
}
