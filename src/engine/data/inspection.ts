import type { Measured } from './own'

/** A run of values of a column: how many fall between two edges. */
export interface ColumnHistogram {
  readonly min: number
  readonly max: number
  readonly counts: readonly number[]
}

export type ColumnUse = 'number' | 'category' | 'ignored'

/** A column of a table, as it is taken. */
export interface ColumnSummary {
  readonly name: string
  readonly use: ColumnUse
  readonly isTarget: boolean
  readonly missing: number
  /** Of numbers; null elsewhere. */
  readonly numbers: {
    readonly mean: number
    readonly deviation: number
    readonly histogram: ColumnHistogram
  } | null
  /** Of categories, the most frequent first; null elsewhere. */
  readonly categories: readonly { readonly name: string; readonly count: number }[] | null
  /** How many different ones there are. */
  readonly distinct: number | null
}

/** What was found out of a table's form. */
export interface TableForm {
  readonly delimiter: 'comma' | 'semicolon' | 'tab' | 'pipe'
  readonly encoding: string
  readonly header: 'names' | 'values'
  readonly decimal: 'point' | 'comma'
}

/** The first rows of a table, and what its columns are taken for. */
export interface TableSample {
  readonly form: TableForm
  readonly columns: readonly {
    readonly name: string
    readonly use: ColumnUse
    readonly isTarget: boolean
  }[]
  readonly rows: readonly (readonly string[])[]
}

export interface ImageSample {
  readonly label: number
  /** One channel after the other, 0…255. */
  readonly pixels: Uint8Array
}

/** What there is to see of a data set before it is trained on. */
export interface DataPreview {
  readonly form: TableForm | null
  readonly columns: readonly ColumnSummary[]
  /** The first rows, cells as they stand in the file. */
  readonly rows: readonly (readonly string[])[]
  /** Row of the file that the first of them is, from 1. */
  readonly firstRow: number
  readonly images: readonly ImageSample[]
  /** Examples per class; null where a number is predicted. */
  readonly classCounts: readonly number[] | null
  readonly classNames: readonly string[] | null
  /** Rows left out because of missing values. */
  readonly dropped: number
}

/** A data set that was looked at. */
export interface DataInspection {
  /** What the data node has to hold; null for a data set that ships with the app. */
  readonly measured: Measured | null
  readonly preview: DataPreview
}

/** What was found in a data set, or what keeps it from being read. */
export type InspectionOutcome =
  | { readonly ok: true; readonly inspection: DataInspection }
  | { readonly ok: false; readonly message: string; readonly remedy: string }
