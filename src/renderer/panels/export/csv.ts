export type CsvCell = string | number | null

/**
 * A table as CSV after RFC 4180, with a byte-order mark so that spreadsheets read it as UTF-8. Numbers
 * stay numbers, negative ones too; text that a spreadsheet would run as a formula is quoted by an
 * apostrophe. Null and what is not finite by name are kept apart: an empty cell, `NaN`, `Infinity`.
 */
export function csvText(rows: Iterable<readonly CsvCell[]>): string {
  const lines: string[] = []
  for (const row of rows) lines.push(row.map(cellText).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
