import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type DatasetId, type DatasetInfo, datasetCatalog } from '../data/catalog'
import type { DataResult, Dataset, Examples } from '../data/dataset'
import { type IdxArray, parseIdx } from '../data/idx'
import { labelledImages } from '../data/images'

const unzip = promisify(gunzip)

/** A zipped file that unpacks to more than this is refused; the largest has 7 MB. */
const maxBytes = 50_000_000

const damaged = 'Install Gradscope again, or restore the file from the repository.'

/**
 * Reads one of the data sets that ship with the app.
 *
 * @param directory the folder of the data files (`resources/datasets`).
 */
export async function readDataset(id: DatasetId, directory: string): Promise<DataResult<Dataset>> {
  const info: DatasetInfo = datasetCatalog[id]
  if (info.classes === null) throw new Error(`${id} is no set of labelled images`)
  const train = await readImages(directory, `${id}-train`, info.classes, info.image)
  if (!train.ok) return train
  const test = await readImages(directory, `${id}-test`, info.classes, info.image)
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
