import type { ColumnSummary, DataPreview, TableForm } from '../../data/inspection'
import type { BuiltTable, TableValues } from './table-examples'

const bins = 20

/** What there is to see of a table. */
export function describeTable(
  { table, classNames, dropped, examples }: BuiltTable,
  form: TableForm,
  rows: readonly (readonly string[])[],
  firstRow: number,
): DataPreview {
  let at = 0
  const columns = table.columns.map((column): ColumnSummary => {
    const { name, use, isTarget } = column
    if (use === 'ignored') {
      const nothing = { missing: 0, numbers: null, categories: null, distinct: null }
      return { name, use, isTarget, ...nothing }
    }
    const place = at++
    const categories = table.categories[place]
    return {
      name,
      use,
      isTarget,
      ...(categories ? counted(table, place, categories) : measured(table, place)),
    }
  })
  const counts = classNames?.map(() => 0)
  if (counts) for (const target of examples.targets) counts[target]!++
  return {
    form,
    columns,
    rows,
    firstRow,
    images: [],
    classCounts: counts ?? null,
    classNames,
    dropped,
  }
}

function counted(table: TableValues, place: number, names: readonly string[]) {
  const counts = names.map(() => 0)
  let missing = 0
  for (let row = 0; row < table.rows; row++) {
    const value = table.value(row, place)
    if (Number.isNaN(value)) missing++
    else counts[value]!++
  }
  const categories = names
    .map((name, i) => ({ name, count: counts[i]! }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 12)
  return { missing, numbers: null, categories, distinct: names.length }
}

function measured(table: TableValues, place: number) {
  const values = {
    *[Symbol.iterator]() {
      for (let row = 0; row < table.rows; row++) yield table.value(row, place)
    },
  }
  return summarizeNumbers(values)
}

/** Mean, deviation and histogram of numbers; NaN counts as missing. */
export function summarizeNumbers(values: Iterable<number>) {
  let [count, missing, mean, squares] = [0, 0, 0, 0]
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (Number.isNaN(value)) {
      missing++
      continue
    }
    // Welford's running mean and squared deviations.
    count++
    const from = value - mean
    mean += from / count
    squares += from * (value - mean)
    if (value < min) min = value
    if (value > max) max = value
  }
  const nothing = { categories: null, distinct: null, missing }
  if (count === 0) return { ...nothing, numbers: null }
  const counts = Array.from({ length: max > min ? bins : 1 }, () => 0)
  for (const value of values) {
    if (Number.isNaN(value)) continue
    const bin = max > min ? Math.floor(((value - min) / (max - min)) * bins) : 0
    counts[Math.min(bin, counts.length - 1)]!++
  }
  const deviation = Math.sqrt(squares / count)
  return { ...nothing, numbers: { mean, deviation, histogram: { min, max, counts } } }
}
