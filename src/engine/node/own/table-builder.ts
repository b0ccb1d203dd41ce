import type { DataAttrs } from '../../data/catalog'
import { isMissing, numberOf } from './cells'
import { type DataFailure, fileFailure } from './failure'
import type { Column } from './table-columns'
import { type BuiltTable, blockRows, buildTable, categoryLimit, short } from './table-examples'
import { valueLimit } from './types'

/** A target of at most so many different whole numbers is taken for classes. */
const fewIntegers = 20

/** Values of a column by their number, from 0 in the order in which they came. */
interface Dictionary {
  readonly codes: Map<string, number>
  /** False once there are too many to be categories; then they are not counted any more. */
  isOpen: boolean
}

/** Takes a table row by row, then makes examples of it. Errors name row and column. */
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
  private dropped = 0

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
    const { columns, used, targetAt, task, blocks, count, hasMissing, dropped, path } = this
    const codes = this.dictionaries.map(dictionary =>
      dictionary?.isOpen ? dictionary.codes : null,
    )
    return buildTable(
      { columns, used, targetAt, task, blocks, rows: count, codes, hasMissing, dropped },
      path,
    )
  }
}
