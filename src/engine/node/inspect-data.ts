import { type DataAttrs, type DatasetInfo, datasetInfo } from '../data/catalog'
import type { Dataset, Examples } from '../data/dataset'
import type { ColumnSummary, DataPreview, InspectionOutcome } from '../data/inspection'
import { ownFormat } from '../data/own'
import { describeImages } from './own/describe-images'
import { summarizeNumbers } from './own/describe-table'
import { readOwn } from './own/read-own'
import type { ReadOptions } from './own/types'
import { readDataset } from './read-dataset'

const shownRows = 100

/** What there is to see of a data node's data set, own or shipped. Throws only where the signal aborts. */
export async function inspectData(
  attrs: DataAttrs,
  seed: number,
  datasetsDirectory: string,
  options: ReadOptions,
): Promise<InspectionOutcome> {
  if (ownFormat(attrs)) {
    const read = await readOwn(attrs, { ...options, describe: true })
    if (!read.ok) return read
    const { measured, preview } = read.value
    return { ok: true, inspection: { measured, preview: preview! } }
  }
  const info = datasetInfo(attrs)
  if (!info) return { ok: false, message: 'There is no such data set.', remedy: 'Choose another.' }
  const read = await readDataset(attrs, seed, datasetsDirectory)
  if (!read.ok) return read
  return { ok: true, inspection: { measured: null, preview: previewOf(read.value, info) } }
}

function previewOf({ train, test }: Dataset, info: DatasetInfo): DataPreview {
  const { classes } = info
  const names = info.classNames ?? null
  if (info.image && classes !== null) {
    const pixels = Uint8Array.from(train.features, value => Math.round(value * 255))
    const preview = describeImages(pixels, train, classes, names)
    return { ...preview, classCounts: countsOf([train, test], classes) }
  }
  const width = train.features.length / train.count
  const columns = Array.from(
    { length: width },
    (_, column): ColumnSummary => ({
      name: info.columnNames?.[column] ?? `x${column + 1}`,
      use: 'number',
      isTarget: false,
      ...summarizeNumbers(columnOf([train, test], width, column)),
    }),
  )
  const counts = classes === null ? null : countsOf([train, test], classes)
  const nameOf = (label: number) => names?.[label] ?? String(label)
  const target: ColumnSummary = {
    name: info.columnNames?.at(-1) ?? 't',
    isTarget: true,
    ...(counts
      ? {
          use: 'category',
          missing: 0,
          numbers: null,
          distinct: counts.length,
          categories: counts.map((count, label) => ({ name: nameOf(label), count })),
        }
      : { use: 'number', ...summarizeNumbers([...train.targets, ...test.targets]) }),
  }
  const rows = Array.from({ length: Math.min(shownRows, train.count) }, (_, row) => {
    const features = train.features.subarray(row * width, (row + 1) * width)
    const value = train.targets[row]!
    return [...Array.from(features, figure), counts ? nameOf(value) : figure(value)]
  })
  return {
    form: null,
    columns: [...columns, target],
    rows,
    firstRow: 1,
    images: [],
    classCounts: counts,
    classNames: names,
    dropped: 0,
  }
}

function figure(value: number): string {
  return String(Number(value.toPrecision(5)))
}

function countsOf(parts: readonly Examples[], classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (const { targets } of parts) for (const label of targets) counts[label]!++
  return counts
}

function columnOf(parts: readonly Examples[], width: number, column: number): Iterable<number> {
  return {
    *[Symbol.iterator]() {
      for (const { features, count } of parts) {
        for (let row = 0; row < count; row++) yield features[row * width + column]!
      }
    },
  }
}
