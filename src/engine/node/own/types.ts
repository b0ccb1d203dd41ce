import type { Examples } from '../../data/dataset'
import type { DataPreview, TableSample } from '../../data/inspection'
import type { Measured } from '../../data/own'

/** Most values that own data may hold, in all: more would not fit beside the network. */
export const valueLimit = 250_000_000

export interface ReadOptions {
  /** Share of the bytes read, 0…1, and examples so far. */
  readonly onProgress?: (share: number, rows: number) => void
  /** The first rows of a table and what it is taken for, before the rest is read. */
  readonly onSample?: (sample: TableSample) => void
  readonly signal?: AbortSignal
  /** Whether the preview is wanted: it costs one more pass over the values. */
  readonly describe?: boolean
}

/** Own data as it was read. Values that are missing are NaN. */
export interface OwnData {
  readonly examples: Examples
  /** Null where the test part is to be held out. */
  readonly test: Examples | null
  readonly measured: Measured
  /** Of a table: what goes in, a name for each input, and last the target; null of images. */
  readonly columnNames: readonly string[] | null
  readonly hasMissing: boolean
  readonly preview: DataPreview | null
}
