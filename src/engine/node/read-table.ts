import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import Papa from 'papaparse'
import type { DataResult, Examples } from '../data/dataset'
import { plural } from '../nodes/plural'

export interface TableShape {
  /** Columns before the target, which is last. */
  readonly features: number
  /** What the target column may hold, in the order of the classes; null where it holds numbers. */
  readonly classNames: readonly string[] | null
}

const remedy = 'Install Gradscope again, or restore the file from the repository.'

/** Reads a UTF-8 file of comma-separated values with a row of column names. */
export async function readTable(path: string, shape: TableShape): Promise<DataResult<Examples>> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    return {
      ok: false,
      message: `${path} cannot be read: ${(error as Error).message}`,
      remedy,
    }
  }
  return parseTable(text, basename(path), shape)
}

/**
 * The same for text that is read already.
 *
 * @param name the file's name, for messages.
 */
export function parseTable(text: string, name: string, shape: TableShape): DataResult<Examples> {
  const fail = (message: string): DataResult<Examples> => ({
    ok: false,
    message: `${name}: ${message}`,
    remedy,
  })
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',' })
  const broken = errors[0]
  if (broken) return fail(`row ${(broken.row ?? 0) + 1} has quotes that do not match`)
  // With their numbers in the file, which counts empty lines too.
  const [header, ...rows] = data
    .map((cells, index) => ({ line: index + 1, cells }))
    .filter(({ cells }) => cells.length > 1 || cells[0]?.trim() !== '')
  const columns = shape.features + 1
  if (header?.cells.length !== columns) {
    const named = header?.cells.length ?? 0
    return fail(
      `${named} ${plural(named, 'column has', 'columns have')} a name, expected ${columns}`,
    )
  }
  if (rows.length === 0) return fail('there are no rows below the column names')
  const features = new Float32Array(rows.length * shape.features)
  const targets = new Float32Array(rows.length)
  for (const [index, { line, cells }] of rows.entries()) {
    if (cells.length !== columns) {
      const values = plural(cells.length, 'value')
      return fail(`row ${line} has ${cells.length} ${values}, expected ${columns}`)
    }
    for (const [at, cell] of cells.entries()) {
      const column = header.cells[at]
      const classNames = at === shape.features ? shape.classNames : null
      const value = classNames ? classNames.indexOf(cell.trim()) : numberOf(cell)
      if (value === null) return fail(`row ${line}, column "${column}": "${cell}" is no number`)
      if (classNames && value < 0) {
        return fail(`row ${line}, column "${column}": "${cell}" is none of the classes`)
      }
      if (at === shape.features) targets[index] = value
      else features[index * shape.features + at] = value
    }
  }
  return { ok: true, value: { count: rows.length, features, targets } }
}

/** Null for what is no finite number. */
function numberOf(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}
