import type { DataAttrs, DatasetInfo } from './catalog'
import { parseList } from './text-list'

/** How the files of an own data set are read. */
export type OwnFormat = 'csv' | 'idx' | 'folder'

interface OwnSource {
  readonly format: OwnFormat
  readonly title: string
  readonly summary: string
}

/** Data sets that come from the user's own files, by the id that a data node names. */
export const ownSources = {
  ownTable: { format: 'csv', title: 'Own table', summary: 'A CSV or TSV file' },
  ownIdx: { format: 'idx', title: 'Own images (IDX)', summary: 'Images and labels, as MNIST has' },
  ownFolder: { format: 'folder', title: 'Own images (PNG)', summary: 'A folder for each class' },
} as const satisfies Readonly<Record<string, OwnSource>>

export type OwnSourceId = keyof typeof ownSources
export const ownSourceIds = Object.keys(ownSources) as OwnSourceId[]

/** The format of the files that a data node names; null where its data set ships with the app. */
export function ownFormat(attrs: DataAttrs): OwnFormat | null {
  const id = String(attrs.dataset)
  return Object.hasOwn(ownSources, id) ? ownSources[id as OwnSourceId].format : null
}

/** What is found out of own files when they are imported, and then stands in the data node. */
export interface Measured {
  /** Of all files. */
  readonly bytes: number
  /** SHA-256 of all files, in hexadecimal. */
  readonly hash: string
  /** Examples that can be trained on, before any are held out. */
  readonly rows: number
  /** Examples of test files of their own; 0 where there are none. */
  readonly testRows: number
  readonly inputs: number
  /** Classes; 0 where a number is predicted. */
  readonly outputs: number
  /** 0 where examples are no images. */
  readonly height: number
  readonly width: number
  readonly channels: number
  /** The names of the classes, see `parseList`. */
  readonly classNames: string
}

/** Nothing measured yet, as for a file that was only just named. */
export const unmeasured: Measured = {
  bytes: 0,
  hash: '',
  rows: 0,
  testRows: 0,
  inputs: 0,
  outputs: 0,
  height: 0,
  width: 0,
  channels: 0,
  classNames: '',
}

/** Share of own examples that is kept for testing unless the data node says otherwise. */
const defaultTestFraction = 0.2

/** How many of so many examples are held out; one at least stays. */
function heldOut(count: number, fraction: number): number {
  return Math.max(0, Math.min(Math.round(count * fraction), count - 1))
}

/** The name of a file or folder, from its path on any system. */
export function fileName(path: string): string {
  return (
    path
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? path
  )
}

/** What a data node knows of its own files; undefined until they were measured. */
export function ownInfo(attrs: DataAttrs): DatasetInfo | undefined {
  const count = (name: keyof Measured) => Number(attrs[name] ?? 0)
  const path = String(attrs.path ?? '')
  const [rows, testRows, inputs] = [count('rows'), count('testRows'), count('inputs')]
  if (path === '' || rows < 1 || inputs < 1) return undefined
  const classes = count('outputs') >= 2 ? count('outputs') : null
  const size = { height: count('height'), width: count('width'), channels: count('channels') }
  const isImage = inputs === size.height * size.width * size.channels
  const held = heldOut(rows, Number(attrs.testFraction ?? defaultTestFraction))
  const names = parseList(String(attrs.classNames ?? ''))
  return {
    id: String(attrs.dataset),
    title: fileName(path),
    summary: path,
    task: classes === null ? 'regression' : 'classification',
    features: [inputs],
    image: isImage ? size : null,
    classes,
    classNames: names.length === classes ? names : null,
    targetFeatures: 1,
    examples: testRows > 0 ? { train: rows, test: testRows } : { train: rows - held, test: held },
  }
}
