import Papa from 'papaparse'
import type { TableForm } from '../../data/inspection'
import { isMissing, numberOf } from './cells'

export const delimiters = { tab: '\t', semicolon: ';', pipe: '|', comma: ',' } as const
type Delimiter = keyof typeof delimiters

/** What a data node says of the form; `auto` is found out. */
export interface FormChoice {
  readonly delimiter: Delimiter | 'auto'
  readonly header: TableForm['header'] | 'auto'
  readonly decimal: TableForm['decimal'] | 'auto'
}

export type DetectedForm = Omit<TableForm, 'encoding'>

/**
 * The form of a table from its first rows.
 *
 * @param sample text that begins the file, without a byte-order mark.
 * @param isWhole whether it is the whole file; else its last row may be cut.
 */
export function detectForm(sample: string, isWhole: boolean, choice: FormChoice): DetectedForm {
  const delimiter =
    choice.delimiter === 'auto' ? detectDelimiter(sample, isWhole) : choice.delimiter
  const rows = sampleRows(sample, isWhole, delimiter)
  const decimal = choice.decimal === 'auto' ? detectDecimal(rows.flat(), delimiter) : choice.decimal
  const header = choice.header === 'auto' ? detectHeader(rows[0] ?? [], decimal) : choice.header
  return { delimiter, header, decimal }
}

/** The rows of a sample that hold anything, cells trimmed. */
export function sampleRows(sample: string, isWhole: boolean, delimiter: Delimiter): string[][] {
  const { data } = new Papa.Parser({
    delimiter: delimiters[delimiter],
    newline: newlineOf(sample),
  }).parse(sample, 0, !isWhole) as Papa.ParseResult<string[]>
  return data.map(row => row.map(cell => cell.trim())).filter(row => row.some(Boolean))
}

/** Rows end with a line feed; a carriage return before it falls to trimming. */
export function newlineOf(sample: string): '\n' | '\r' {
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r'
}

/** The first in this order that parts nearly all rows into the same number of values, two or more. */
function detectDelimiter(sample: string, isWhole: boolean): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly agreement: number } | null = null
  for (const delimiter of Object.keys(delimiters) as Delimiter[]) {
    const lengths = sampleRows(sample, isWhole, delimiter).map(row => row.length)
    const counts = new Map<number, number>()
    for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1)
    const [usual = 1, count = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
    const agreement = usual < 2 ? 0 : count / lengths.length
    if (agreement > (best?.agreement ?? 0) + 0.05) best = { delimiter, agreement }
  }
  return best?.delimiter ?? 'comma'
}

function detectDecimal(cells: readonly string[], delimiter: Delimiter): TableForm['decimal'] {
  if (delimiter === 'comma') return 'point'
  const hasComma = cells.some(cell => cell.includes(',') && !Number.isNaN(numberOf(cell, 'comma')))
  const hasPoint = cells.some(cell => cell.includes('.') && !Number.isNaN(numberOf(cell, 'point')))
  return hasComma && !hasPoint ? 'comma' : 'point'
}

function detectHeader(first: readonly string[], decimal: TableForm['decimal']) {
  const isName = (cell: string) => Number.isNaN(numberOf(cell, decimal)) && !/^nan$/i.test(cell)
  return first.every(isName) && first.some(cell => !isMissing(cell)) ? 'names' : 'values'
}
