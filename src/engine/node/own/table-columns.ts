import type { DataAttrs } from '../../data/catalog'
import type { ColumnUse } from '../../data/inspection'
import { parseList } from '../../data/text-list'
import { isMissing, numberOf } from './cells'
import { fileFailure } from './failure'
import type { DetectedForm } from './table-form'

/** A column of the file that is read. */
export interface Column {
  readonly name: string
  /** Its place in a row of the file. */
  readonly at: number
  readonly use: ColumnUse
  readonly isTarget: boolean
}

/** Names of columns, each one different: of the header, or by their number. */
export function columnNames(
  first: readonly string[],
  header: DetectedForm['header'],
): readonly string[] {
  const taken = new Set<string>()
  return first.map((cell, index) => {
    const given = header === 'names' ? cell.normalize('NFC') : ''
    const stem = given || `Column ${index + 1}`
    let name = stem
    for (let n = 2; taken.has(name); n++) name = `${stem} (${n})`
    taken.add(name)
    return name
  })
}

/**
 * What each column is taken for: as the data node says, else numbers where most of the first rows hold
 * some: a word among them is then an error.
 *
 * @param rows the first rows, cells trimmed, without the header.
 */
export function planColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  attrs: DataAttrs,
  decimal: DetectedForm['decimal'],
  path: string,
): Column[] {
  const find = (name: string): number => {
    const at = names.indexOf(name.normalize('NFC'))
    if (at >= 0) return at
    const known = names.slice(0, 20).join(', ')
    throw fileFailure(path, `there is no column "${name}".`, `Its columns: ${known}.`)
  }
  const listed = (attr: 'ignored' | 'categorical') =>
    new Set(parseList(String(attrs[attr] ?? '')).map(find))
  const ignored = listed('ignored')
  const categorical = listed('categorical')
  const chosen = String(attrs.target ?? '')
  const used = names.map((_, at) => at).filter(at => !ignored.has(at))
  const target = chosen === '' ? used.at(-1) : find(chosen)
  if (target === undefined || ignored.has(target)) {
    throw fileFailure(path, 'the target column is left out.', 'Choose another target column.')
  }
  if (used.length < 2) {
    throw fileFailure(
      path,
      `there is only the column "${names[target]}", nothing to predict it from.`,
      'Check the delimiter, or use more columns.',
    )
  }
  return names.map((name, at) => {
    const isTarget = at === target
    const isText = !isNumeric(rows, at, decimal)
    const isCategory = categorical.has(at) || isText
    const use = ignored.has(at) ? 'ignored' : isCategory ? 'category' : 'number'
    return { name, at, use, isTarget }
  })
}

function isNumeric(
  rows: readonly (readonly string[])[],
  at: number,
  decimal: DetectedForm['decimal'],
): boolean {
  let [numbers, words] = [0, 0]
  for (const row of rows) {
    const cell = row[at] ?? ''
    if (isMissing(cell)) continue
    if (Number.isNaN(numberOf(cell, decimal))) words++
    else numbers++
  }
  return words === 0 || numbers > words
}
