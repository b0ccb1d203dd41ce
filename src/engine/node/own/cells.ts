const missingWords = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '?', '-'])

/** Whether a trimmed cell stands for a value that is not known. */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && missingWords.has(cell.toLowerCase())
}

const pointNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const commaNumber = /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/i

/** The number that a trimmed cell is; NaN for anything else. */
export function numberOf(cell: string, decimal: 'point' | 'comma'): number {
  if (decimal === 'comma') {
    return commaNumber.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN
  }
  return pointNumber.test(cell) ? Number(cell) : Number.NaN
}
