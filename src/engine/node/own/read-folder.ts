import { createHash, type Hash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Examples } from '../../data/dataset'
import { formatList } from '../../data/text-list'
import { type DecodedImage, decodePng } from './decode-png'
import { describeImages } from './describe-images'
import { DataFailure, fileFailure, systemFailure } from './failure'
import { compareNames } from './table-examples'
import { type OwnData, type ReadOptions, valueLimit } from './types'

const mostClasses = 1000
const mostFiles = 2_000_000
const largestFile = 64_000_000

interface ImageFile {
  readonly path: string
  /** With its folder, for messages and the hash. */
  readonly name: string
  readonly label: number
}

/** Reads PNG images, a sub-folder for each class; or `train` and `test` with such folders in each. */
export async function readImageFolder(path: string, options: ReadOptions): Promise<OwnData> {
  const folders = await foldersIn(path)
  const part = (pattern: RegExp) => folders.find(name => pattern.test(name))
  const [trainFolder, testFolder] = [part(/^train(ing)?$/i), part(/^test(ing)?$/i)]
  const isParted = trainFolder !== undefined && testFolder !== undefined && folders.length === 2
  const root = isParted ? join(path, trainFolder) : path
  const classNames = (isParted ? await foldersIn(root) : folders).toSorted(compareNames)
  if (classNames.length < 2) {
    throw fileFailure(
      path,
      `it has ${classNames.length === 0 ? 'no sub-folder' : 'one sub-folder only'}; there must be one for each class.`,
      'Put the images of each class into a folder of their own, named by the class.',
    )
  }
  if (classNames.length > mostClasses) {
    throw fileFailure(
      path,
      `it has more than ${mostClasses} sub-folders.`,
      'Choose another folder.',
    )
  }
  const train = await filesOf(root, classNames)
  const test = isParted ? await testFilesOf(join(path, testFolder), classNames) : []
  const reader = new ImageReader(train.length + test.length, options)
  const read = await reader.read(train)
  const held = isParted && test.length > 0 ? await reader.read(test) : null
  const { width, height, channels } = reader.form!
  return {
    examples: examplesOf(read),
    test: held && examplesOf(held),
    hasMissing: false,
    measured: {
      bytes: reader.bytes,
      hash: reader.hash.digest('hex'),
      rows: train.length,
      testRows: test.length,
      inputs: width * height * channels,
      outputs: classNames.length,
      height,
      width,
      channels,
      classNames: formatList(classNames),
    },
    columnNames: null,
    preview: options.describe
      ? describeImages(read.pixels, examplesOf(read), classNames.length, classNames)
      : null,
  }
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(error => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      throw fileFailure(
        path,
        'it is no folder.',
        'Choose a folder with a sub-folder for each class.',
      )
    }
    throw systemFailure(path, error)
  })
  return entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
}

async function filesOf(root: string, classNames: readonly string[]): Promise<ImageFile[]> {
  const files: ImageFile[] = []
  for (const [label, folder] of classNames.entries()) {
    const names = (await readdir(join(root, folder)))
      .filter(name => /\.png$/i.test(name) && !name.startsWith('.'))
      .toSorted(compareNames)
    if (names.length === 0) {
      throw fileFailure(
        join(root, folder),
        'there are no PNG images in this folder.',
        'Convert its images to PNG, or move the folder elsewhere.',
      )
    }
    for (const name of names) {
      files.push({ path: join(root, folder, name), name: `${folder}/${name}`, label })
    }
    if (files.length > mostFiles) {
      throw fileFailure(
        root,
        `it has more than ${mostFiles.toLocaleString('en')} images.`,
        'Take a part of them.',
      )
    }
  }
  return files
}

/** A test part may lack classes, but has none of its own. */
async function testFilesOf(root: string, classNames: readonly string[]): Promise<ImageFile[]> {
  const folders = await foldersIn(root)
  const foreign = folders.find(name => !classNames.includes(name))
  if (foreign !== undefined) {
    throw fileFailure(
      join(root, foreign),
      'the training part has no such class.',
      'Name the folders of both parts alike.',
    )
  }
  const files = await filesOf(root, folders.toSorted(compareNames))
  return files.map(file => ({ ...file, label: classNames.indexOf(file.name.split('/')[0]!) }))
}

interface ReadImages {
  readonly pixels: Uint8Array
  readonly labels: readonly number[]
}

class ImageReader {
  readonly hash: Hash = createHash('sha256')
  bytes = 0
  form: DecodedImage | null = null
  private firstName = ''
  private done = 0

  constructor(
    private readonly total: number,
    private readonly options: ReadOptions,
  ) {}

  async read(files: readonly ImageFile[]): Promise<ReadImages> {
    let pixels = new Uint8Array(0)
    for (const [i, file] of files.entries()) {
      this.options.signal?.throwIfAborted()
      const image = await this.decode(file)
      const size = image.pixels.length
      if (i === 0) {
        if (size * files.length > valueLimit) {
          throw new DataFailure(
            `${files.length.toLocaleString('en')} images of ${image.width}×${image.height} pixels are more than ${valueLimit.toLocaleString('en')} values.`,
            'Make the images smaller, or take a part of them.',
          )
        }
        pixels = new Uint8Array(size * files.length)
      }
      pixels.set(image.pixels, i * size)
      this.done++
      if (this.done % 64 === 0) this.options.onProgress?.(this.done / this.total, this.done)
    }
    return { pixels, labels: files.map(({ label }) => label) }
  }

  private async decode({ path, name }: ImageFile): Promise<DecodedImage> {
    let file: Uint8Array
    try {
      const stats = await stat(path)
      if (!stats.isFile() || stats.size > largestFile) {
        throw fileFailure(name, 'it is no file, or has more than 64 MB.', 'Remove it.')
      }
      file = await readFile(path)
    } catch (error) {
      throw error instanceof DataFailure ? error : systemFailure(path, error)
    }
    this.bytes += file.length
    this.hash.update(name).update(file)
    const decoded = decodePng(file)
    if (!decoded.ok) {
      throw new DataFailure(`"${name}": ${decoded.reason}.`, 'Save the image again, or remove it.')
    }
    const { image } = decoded
    this.form ??= image
    this.firstName ||= name
    const { width, height, channels } = this.form
    if (image.width !== width || image.height !== height) {
      throw new DataFailure(
        `"${name}" has ${image.width}×${image.height} pixels, "${this.firstName}" has ${width}×${height}.`,
        'Bring all images to the same size.',
      )
    }
    if (image.channels === channels) return image
    if (channels === 3) return { ...image, channels, pixels: tripled(image.pixels) }
    throw new DataFailure(
      `"${name}" is in colour, "${this.firstName}" is grey.`,
      'Save all images in colour, or all in grey.',
    )
  }
}

function tripled(grey: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(3 * grey.length)
  for (let c = 0; c < 3; c++) pixels.set(grey, c * grey.length)
  return pixels
}

function examplesOf({ pixels, labels }: ReadImages): Examples {
  const features = new Float32Array(pixels.length)
  for (let i = 0; i < features.length; i++) features[i] = pixels[i]! / 255
  return { count: labels.length, features, targets: Float32Array.from(labels) }
}
