import type { DataAttrs } from '../../data/catalog'
import type { Examples } from '../../data/dataset'
import { isMissing, numberOf } from './cells'
import { type DataFailure, fileFailure } from './failure'
import type { Column } from './table-columns'
import { valueLimit } from './types'

/** Most categories of a column, and classes. */
const categoryLimit = 1000
/** A target of at most so many different whole numbers is taken for classes. */
const fewIntegers = 20
const blockRows = 1 << 16

/** Values of a column by their number, from 0 in the order in which they came. */
interface Dictionary {
  readonly codes: Map<string, number>
  /** Null when there are too many to be categories; then they are not counted any more. */
  isOpen: boolean
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

/** Takes a table row by row and makes examples of it. Errors name row and column. */
export class TableBuilder {
  private readonly used: readonly Column[]
  private readonly dictionaries: readonly (Dictionary | null)[]
  private readonly blocks: Float32Array[] = []
  private readonly row: Float32Array
  private readonly targetAt: number
  private readonly task: string
  private readonly missing: string
  private count = 0
  private hasMissing = false
  dropped = 0

  constructor(
    private readonly columns: readonly Column[],
    private readonly decimal: 'point' | 'comma',
    attrs: DataAttrs,
    private readonly path: string,
  ) {
    this.used = columns.filter(({ use }) => use !== 'ignored')
    this.row = new Float32Array(this.used.length)
    this.targetAt = this.used.findIndex(({ isTarget }) => isTarget)
    this.task = String(attrs.task ?? 'auto')
    this.missing = String(attrs.missing ?? 'refuse')
    this.dictionaries = this.used.map(({ use, isTarget }) =>
      use === 'category' || (isTarget && this.task !== 'regression')
        ? { codes: new Map<string, number>(), isOpen: true }
        : null,
    )
  }

  get rows(): number {
    return this.count
  }

  /** @param line number of the row in the file, from 1. */
  add(cells: readonly string[], line: number): void {
    if (cells.length !== this.columns.length) throw this.ragged(cells, line)
    const { used, row } = this
    for (let i = 0; i < used.length; i++) {
      const cell = cells[used[i]!.at]!.trim()
      if (isMissing(cell)) {
        if (this.missing === 'refuse')
          throw this.at(
            line,
            i,
            `the value is missing ("${cell}")`,
            'Fill it in, or choose what is done with missing values.',
          )
        if (this.missing === 'drop' || i === this.targetAt) {
          this.dropped++
          return
        }
        this.hasMissing = true
        row[i] = Number.NaN
      } else row[i] = this.valueOf(cell, line, i)
    }
    this.push()
  }

  private push(): void {
    const { row, blocks, count } = this
    const within = count % blockRows
    if (within === 0) {
      if ((count + blockRows) * row.length > valueLimit) {
        throw fileFailure(
          this.path,
          `it has more than ${valueLimit.toLocaleString('en')} values.`,
          'Use fewer columns or rows.',
        )
      }
      blocks.push(new Float32Array(blockRows * row.length))
    }
    blocks.at(-1)!.set(row, within * row.length)
    this.count++
  }

  private valueOf(cell: string, line: number, i: number): number {
    const column = this.used[i]!
    if (column.use === 'category') return this.codeOf(cell, line, i)
    const value = numberOf(cell, this.decimal)
    if (Number.isNaN(value)) {
      const remedy = column.isTarget
        ? 'Mend it, or make the column a category.'
        : 'Mend it, make the column a category, or leave it out.'
      throw this.at(line, i, `"${short(cell)}" is no number`, remedy)
    }
    if (!Number.isFinite(Math.fround(value))) {
      throw this.at(line, i, `${short(cell)} is too large`, 'Values go up to 3.4e38.')
    }
    const dictionary = this.dictionaries[i]
    if (dictionary?.isOpen) this.countNumber(dictionary, value)
    return value
  }

  /** Numbers of the target may turn out to be classes. */
  private countNumber(dictionary: Dictionary, value: number): void {
    const { codes } = dictionary
    const most = this.task === 'classification' ? categoryLimit : fewIntegers
    const key = String(Math.fround(value) + 0)
    if (this.task === 'auto' && !Number.isInteger(value)) dictionary.isOpen = false
    else if (!codes.has(key)) codes.set(key, codes.size)
    if (codes.size > most) dictionary.isOpen = false
  }

  private codeOf(cell: string, line: number, i: number): number {
    const { codes } = this.dictionaries[i]!
    const name = cell.normalize('NFC')
    const known = codes.get(name)
    if (known !== undefined) return known
    if (codes.size === categoryLimit) {
      throw this.at(
        line,
        i,
        `it has more than ${categoryLimit.toLocaleString('en')} categories`,
        'Leave the column out, or choose another target.',
      )
    }
    codes.set(name, codes.size)
    return codes.size - 1
  }

  private ragged(cells: readonly string[], line: number): DataFailure {
    const { length } = this.columns
    const place =
      cells.length < length
        ? `, column "${this.columns[cells.length]!.name}" and what follows is missing`
        : ''
    return fileFailure(
      this.path,
      `row ${line} has ${cells.length} values, expected ${length}${place}.`,
      'Mend that row, or check the delimiter.',
    )
  }

  private at(line: number, i: number, what: string, remedy: string): DataFailure {
    return fileFailure(this.path, `row ${line}, column "${this.used[i]!.name}": ${what}.`, remedy)
  }

  /** The examples of all rows; the builder is used up. */
  finish(): BuiltTable {
    const { used, targetAt, path } = this
    if (this.count === 0) {
      const why = this.dropped > 0 ? 'every row has a missing value.' : 'it has no rows of values.'
      throw fileFailure(path, why, 'Check the file, and what is done with missing values.')
    }
    const target = used[targetAt]!
    const orders = used.map((_, i) => this.orderOf(i))
    const isClassification = orders[targetAt] !== null
    if (!isClassification && (target.use === 'category' || this.task === 'classification')) {
      throw fileFailure(
        path,
        `the target column "${target.name}" has more than ${categoryLimit.toLocaleString('en')} classes.`,
        'Predict it as a number, or choose another target.',
      )
    }
    if (target.use === 'category' && this.task === 'regression') {
      throw fileFailure(
        path,
        `the target column "${target.name}" holds text, no numbers.`,
        'Choose classification, or another target.',
      )
    }
    const classNames = orders[targetAt]?.names ?? null
    if (classNames && classNames.length < 2) {
      throw fileFailure(
        path,
        `the target column "${target.name}" has one class only ("${short(classNames[0]!)}").`,
        'Choose another target column, or a file with more classes.',
      )
    }
    const values = this.values(orders.map(order => order?.names ?? null))
    const inputs = used.reduce(
      (sum, { isTarget }, i) => sum + (isTarget ? 0 : (orders[i]?.names.length ?? 1)),
      0,
    )
    if (inputs * this.count > valueLimit) {
      throw fileFailure(
        path,
        `its ${inputs.toLocaleString('en')} inputs of ${this.count.toLocaleString('en')} examples are too many values.`,
        'Leave out columns with many categories.',
      )
    }
    return {
      examples: this.assemble(orders, inputs),
      inputs,
      columnNames: [...this.inputNames(orders), target.name],
      classNames,
      hasMissing: this.hasMissing,
      dropped: this.dropped,
      table: values,
    }
  }

  /** The columns; of one with categories, each of them is an input. */
  private inputNames(orders: readonly (Order | null)[]): string[] {
    return this.used.flatMap(({ name, isTarget }, i) => {
      if (isTarget) return []
      return orders[i]?.names.map(category => `${name} = ${short(category)}`) ?? [name]
    })
  }

  /** Categories in their order, and the place of each code in it; null for a column of numbers. */
  private orderOf(i: number): Order | null {
    const dictionary = this.dictionaries[i]
    if (!dictionary?.isOpen) return null
    const { use, isTarget } = this.used[i]!
    const names = [...dictionary.codes.keys()].toSorted(compareNames)
    // Few rows of different numbers are measurements rather than classes.
    const isSparse = use === 'number' && isTarget && names.length > this.count / 2
    if (isSparse && this.task === 'auto') return null
    const places = new Uint32Array(names.length)
    names.forEach((name, place) => {
      places[dictionary.codes.get(name)!] = place
    })
    const byValue = new Map(names.map((name, place) => [Number(name), place]))
    const isCoded = use === 'category'
    return { names, placeOf: value => (isCoded ? places[value]! : byValue.get(value)!) }
  }

  private values(categories: readonly (readonly string[] | null)[]): TableValues {
    const { used, blocks, count, dictionaries } = this
    const width = used.length
    const places = dictionaries.map((_, i) => (categories[i] ? this.orderOf(i) : null))
    return {
      columns: this.columns,
      rows: count,
      categories,
      value(row, column) {
        const value = blocks[Math.floor(row / blockRows)]![(row % blockRows) * width + column]!
        return Number.isNaN(value) ? value : (places[column]?.placeOf(value) ?? value)
      },
    }
  }

  private assemble(orders: readonly (Order | null)[], inputs: number): Examples {
    const { used, blocks, count, targetAt } = this
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
}

interface Order {
  readonly names: readonly string[]
  placeOf(value: number): number
}

/** Numbers by their size, anything else by its letters, the same on every computer. */
export function compareNames(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)]
  if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}

function short(cell: string): string {
  return cell.length <= 40 ? cell : `${cell.slice(0, 40)}…`
}
