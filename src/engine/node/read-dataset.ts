import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import {
  type CatalogEntry,
  type DataAttrs,
  type DatasetInfo,
  dataSeed,
  datasetInfo,
} from '../data/catalog'
import type { DataResult, Dataset, Examples } from '../data/dataset'
import { type IdxArray, parseIdx } from '../data/idx'
import { labelledImages } from '../data/images'
import { holdOutTest } from '../data/split'
import { drawDataset } from '../data/synthetic'
import { readOwnDataset } from './own/own-dataset'
import { readTable } from './read-table'

const unzip = promisify(gunzip)

/** A zipped file that unpacks to more than this is refused; the largest has 7 MB. */
const maxBytes = 50_000_000

const damaged = 'Install Gradscope again, or restore the file from the repository.'

/**
 * Reads or draws the data set that a data node asks for.
 *
 * @param trainingSeed draws what is to be drawn, unless the node has a seed of its own.
 * @param directory the folder of the data files (`resources/datasets`).
 */
export async function readDataset(
  attrs: DataAttrs,
  trainingSeed: number,
  directory: string,
): Promise<DataResult<Dataset>> {
  const info = datasetInfo(attrs)
  if (!info) throw new Error(`there is no data set "${attrs.dataset}"`)
  const seed = dataSeed(attrs, trainingSeed)
  switch (info.source) {
    case 'images':
      return readImageSet(info, directory)
    case 'table': {
      const { file, classNames, features } = info
      const shape = { features: features[0]!, classNames }
      const table = await readTable(join(directory, file), shape)
      return table.ok ? { ok: true, value: holdOutTest(table.value, info, seed) } : table
    }
    case 'own':
      return readOwnDataset(attrs, info, seed)
    case 'synthetic':
      return { ok: true, value: drawDataset(info, { noise: Number(attrs.noise), seed }) }
  }
}

async function readImageSet(info: CatalogEntry, directory: string): Promise<DataResult<Dataset>> {
  const { id, classes, image } = info
  if (classes === null) throw new Error(`${id} is no set of labelled images`)
  const train = await readImages(directory, `${id}-train`, classes, image)
  if (!train.ok) return train
  const test = await readImages(directory, `${id}-test`, classes, image)
  if (!test.ok) return test
  return { ok: true, value: { info, train: train.value, test: test.value } }
}

async function readImages(
  directory: string,
  stem: string,
  classes: number,
  image: DatasetInfo['image'],
): Promise<DataResult<Examples>> {
  const images = await readIdxGzip(directory, `${stem}-images.idx3-ubyte.gz`)
  if (!images.ok) return images
  const labels = await readIdxGzip(directory, `${stem}-labels.idx1-ubyte.gz`)
  if (!labels.ok) return labels
  const [, height, width] = images.value.dims
  if (image && (height !== image.height || width !== image.width)) {
    return {
      ok: false,
      message: `${stem}: images have ${images.value.dims.slice(1).join('×')} pixels, expected ${image.height}×${image.width}`,
      remedy: damaged,
    }
  }
  return labelledImages(images.value, labels.value, classes, stem)
}

async function readIdxGzip(directory: string, name: string): Promise<DataResult<IdxArray>> {
  try {
    const bytes = await unzip(await readFile(join(directory, name)), { maxOutputLength: maxBytes })
    return parseIdx(bytes, name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason =
      code === 'ERR_BUFFER_TOO_LARGE'
        ? `it unpacks to more than ${maxBytes.toLocaleString('en')} bytes`
        : message
    return {
      ok: false,
      message: `${join(directory, name)} cannot be read: ${reason}`,
      remedy: damaged,
    }
  }
}
