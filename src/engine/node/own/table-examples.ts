import type { Examples } from '../../data/dataset'
import { fileFailure } from './failure'
import type { Column } from './table-columns'
import { valueLimit } from './types'

/** Most categories of a column, and classes. */
export const categoryLimit = 1000
/** Rows of a block of `CollectedTable`. */
export const blockRows = 1 << 16

/** All rows of a table, before it is known what its categories and its target come to. */
export interface CollectedTable {
  readonly columns: readonly Column[]
  /** Those that are not ignored. */
  readonly used: readonly Column[]
  /** Place of the target among the columns that are used. */
  readonly targetAt: number
  /** `classification`, `regression`, or `auto`. */
  readonly task: string
  /** Numbers and codes of the columns that are used, row by row, `blockRows` rows a block. */
  readonly blocks: readonly Float32Array[]
  readonly rows: number
  /** The code of each category, from 0 in the order in which they came; null for numbers. */
  readonly codes: readonly (ReadonlyMap<string, number> | null)[]
  readonly hasMissing: boolean
  /** Rows that were left out. */
  readonly dropped: number
}

export interface BuiltTable {
  readonly examples: Examples
  readonly inputs: number
  /** A name for each input, and last the target. */
  readonly columnNames: readonly string[]
  /** Names of the classes; null where a number is predicted. */
  readonly classNames: readonly string[] | null
  readonly hasMissing: boolean
  readonly dropped: number
  /** For each column that is used, its values by row: numbers, or places in `categories`. */
  readonly table: TableValues
}

/** The values as they were read, row by row. */
export interface TableValues {
  readonly columns: readonly Column[]
  readonly rows: number
  readonly categories: readonly (readonly string[] | null)[]
  value(row: number, column: number): number
}

/**
 * Decides what the target is, gives every category an input and writes all rows as examples.
 *
 * @throws DataFailure where nothing can be learned from the table, or it has too many values.
 */
export function buildTable(collected: CollectedTable, path: string): BuiltTable {
  const { used, targetAt, task, rows, hasMissing, dropped } = collected
  if (rows === 0) {
    const why = dropped > 0 ? 'every row has a missing value.' : 'it has no rows of values.'
    throw fileFailure(path, why, 'Check the file, and what is done with missing values.')
  }
  const target = used[targetAt]!
  const orders = used.map((_, i) => orderOf(collected, i))
  const classNames = orders[targetAt]?.names ?? null
  checkTarget(target, task, classNames, path)
  const inputs = used.reduce(
    (sum, { isTarget }, i) => sum + (isTarget ? 0 : (orders[i]?.names.length ?? 1)),
    0,
  )
  if (inputs * rows > valueLimit) {
    throw fileFailure(
      path,
      `its ${inputs.toLocaleString('en')} inputs of ${rows.toLocaleString('en')} examples are too many values.`,
      'Leave out columns with many categories.',
    )
  }
  return {
    examples: assemble(collected, orders, inputs),
    inputs,
    columnNames: [...inputNames(used, orders), target.name],
    classNames,
    hasMissing,
    dropped,
    table: tableValues(collected, orders),
  }
}

/** @throws DataFailure where the target is not what the task asks for. */
function checkTarget(
  target: Column,
  task: string,
  classNames: readonly string[] | null,
  path: string,
): void {
  if (classNames === null && (target.use === 'category' || task === 'classification')) {
    throw fileFailure(
      path,
      `the target column "${target.name}" has more than ${categoryLimit.toLocaleString('en')} classes.`,
      'Predict it as a number, or choose another target.',
    )
  }
  if (target.use === 'category' && task === 'regression') {
    throw fileFailure(
      path,
      `the target column "${target.name}" holds text, no numbers.`,
      'Choose classification, or another target.',
    )
  }
  if (classNames && classNames.length < 2) {
    throw fileFailure(
      path,
      `the target column "${target.name}" has one class only ("${short(classNames[0]!)}").`,
      'Choose another target column, or a file with more classes.',
    )
  }
}

interface Order {
  readonly names: readonly string[]
  placeOf(value: number): number
}

/** Categories in their order, and the place of each code in it; null for a column of numbers. */
function orderOf({ codes: all, used, rows, task }: CollectedTable, i: number): Order | null {
  const codes = all[i]
  if (!codes) return null
  const { use, isTarget } = used[i]!
  const names = [...codes.keys()].toSorted(compareNames)
  // Few rows of different numbers are measurements rather than classes.
  const isSparse = use === 'number' && isTarget && names.length > rows / 2
  if (isSparse && task === 'auto') return null
  const places = new Uint32Array(names.length)
  names.forEach((name, place) => {
    places[codes.get(name)!] = place
  })
  const byValue = new Map(names.map((name, place) => [Number(name), place]))
  const isCoded = use === 'category'
  return { names, placeOf: value => (isCoded ? places[value]! : byValue.get(value)!) }
}

/** The columns; of one with categories, each of them is an input. */
function inputNames(used: readonly Column[], orders: readonly (Order | null)[]): string[] {
  return used.flatMap(({ name, isTarget }, i) => {
    if (isTarget) return []
    return orders[i]?.names.map(category => `${name} = ${short(category)}`) ?? [name]
  })
}

/** The values by row and column, as they were read. */
function tableValues(
  { columns, used, blocks, rows }: CollectedTable,
  orders: readonly (Order | null)[],
): TableValues {
  const width = used.length
  return {
    columns,
    rows,
    categories: orders.map(order => order?.names ?? null),
    value(row, column) {
      const value = blocks[Math.floor(row / blockRows)]![(row % blockRows) * width + column]!
      return Number.isNaN(value) ? value : (orders[column]?.placeOf(value) ?? value)
    },
  }
}

/** @param inputs numbers of an example: one for a column of numbers, one for each category of any other. */
function assemble(
  { used, blocks, rows: count, targetAt }: CollectedTable,
  orders: readonly (Order | null)[],
  inputs: number,
): Examples {
  const features = new Float32Array(count * inputs)
  const targets = new Float32Array(count)
  for (let row = 0, to = 0; row < count; row++) {
    const block = blocks[Math.floor(row / blockRows)]!
    const from = (row % blockRows) * used.length
    for (let i = 0; i < used.length; i++) {
      const value = block[from + i]!
      const order = orders[i]!
      if (i === targetAt) targets[row] = order ? order.placeOf(value) : value
      else if (!order) features[to++] = value
      else {
        const { length } = order.names
        if (Number.isNaN(value)) features.fill(Number.NaN, to, to + length)
        else features[to + order.placeOf(value)] = 1
        to += length
      }
    }
  }
  return { count, features, targets }
}

/** Numbers by their size, anything else by its letters, the same on every computer. */
export function compareNames(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)]
  if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}

/** A cell as messages and names quote it. */
export function short(cell: string): string {
  return cell.length <= 40 ? cell : `${cell.slice(0, 40)}…`
}
