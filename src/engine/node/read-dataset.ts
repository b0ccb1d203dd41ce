import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type DatasetId, type DatasetInfo, datasetCatalog } from '../data/catalog'
import type { DataResult, Dataset, Examples } from '../data/dataset'
import { type IdxArray, parseIdx } from '../data/idx'
import { labelledImages } from '../data/images'

const unzip = promisify(gunzip)

/** A zipped file that unpacks to more than this is refused. */
const maxBytes = 1_000_000_000

/**
 * Reads one of the data sets that ship with the app.
 *
 * @param directory the folder of the data files (`resources/datasets`).
 */
export async function readDataset(id: DatasetId, directory: string): Promise<DataResult<Dataset>> {
  const info: DatasetInfo = datasetCatalog[id]
  if (info.classes === null) throw new Error(`${id} is no set of labelled images`)
  const train = await readImages(directory, `${id}-train`, info.classes)
  if (!train.ok) return train
  const test = await readImages(directory, `${id}-test`, info.classes)
  if (!test.ok) return test
  return { ok: true, value: { info, train: train.value, test: test.value } }
}

async function readImages(
  directory: string,
  stem: string,
  classes: number,
): Promise<DataResult<Examples>> {
  const images = await readIdxGzip(directory, `${stem}-images.idx3-ubyte.gz`)
  if (!images.ok) return images
  const labels = await readIdxGzip(directory, `${stem}-labels.idx1-ubyte.gz`)
  if (!labels.ok) return labels
  return labelledImages(images.value, labels.value, classes, stem)
}

async function readIdxGzip(directory: string, name: string): Promise<DataResult<IdxArray>> {
  try {
    const bytes = await unzip(await readFile(join(directory, name)), { maxOutputLength: maxBytes })
    return parseIdx(bytes, name)
  } catch (error) {
    return {
      ok: false,
      message: `${join(directory, name)} cannot be read: ${(error as Error).message}`,
      remedy: 'Install Gradscope again, or restore the file from the repository.',
    }
  }
}
