import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import Papa from 'papaparse'
import type { DataAttrs } from '../../data/catalog'
import type { TableForm } from '../../data/inspection'
import { formatList } from '../../data/text-list'
import { describeTable } from './describe-table'
import { fileFailure, systemFailure } from './failure'
import { TableBuilder } from './table-builder'
import { columnNames, planColumns } from './table-columns'
import { delimiters, detectForm, type FormChoice, newlineOf, sampleRows } from './table-form'
import { createTextReader, detectEncoding, type TextEncoding } from './text-encoding'
import type { OwnData, ReadOptions } from './types'

const sampleBytes = 1 << 18
const chunkBytes = 1 << 20
/** A row longer than this has a quote that is never closed. */
const longestRow = 16_000_000
const mostBytes = 8e9
const mostColumns = 20_000
/** Rows that are shown before anything else is done with them. */
const shownRows = 100

/** Reads a file of separated values in pieces: memory is that of its numbers, not of its text. */
export async function readCsv(
  path: string,
  attrs: DataAttrs,
  options: ReadOptions,
): Promise<OwnData> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    throw systemFailure(path, error)
  }
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw fileFailure(path, 'it is no file.', 'Choose a CSV or TSV file.')
    if (stats.size === 0) throw fileFailure(path, 'it is empty.', 'Choose a file with rows.')
    if (stats.size > mostBytes) {
      throw fileFailure(path, 'it has more than 8 GB.', 'Take a part of its rows.')
    }
    return await readTable(file, stats.size, path, attrs, options)
  } finally {
    await file.close()
  }
}

async function readTable(
  file: FileHandle,
  size: number,
  path: string,
  attrs: DataAttrs,
  { onProgress, onSample, signal, describe }: ReadOptions,
): Promise<OwnData> {
  const beginning = await readBeginning(file, size, path, attrs)
  const { form, columns, firstRows, encoding, newline } = beginning
  onSample?.({ form, columns, rows: firstRows.slice(0, shownRows) })

  const builder = new TableBuilder(columns, form.decimal, attrs, path)
  const shown: string[][] = []
  let firstRow = 0
  let awaitsHeader = form.header === 'names'
  const take = (cells: readonly string[], line: number) => {
    if (cells.length <= 1 && (cells[0] ?? '').trim() === '') return
    if (awaitsHeader) {
      awaitsHeader = false
      return
    }
    if (shown.length < shownRows) {
      if (shown.length === 0) firstRow = line
      shown.push(cells.map(cell => cell.trim()))
    }
    builder.add(cells, line)
  }

  const hash = createHash('sha256')
  const rowsOf = createRowReader(path, encoding, delimiters[form.delimiter], newline)
  const chunk = new Uint8Array(chunkBytes)
  for (let at = 0; at < size; ) {
    signal?.throwIfAborted()
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, at)
    if (bytesRead === 0) break
    at += bytesRead
    const piece = chunk.subarray(0, bytesRead)
    hash.update(piece)
    rowsOf.read(piece, at >= size, take)
    onProgress?.(at / size, builder.rows)
    // Lets messages in, so that it can be cancelled.
    await new Promise(resolve => setImmediate(resolve))
  }
  const built = builder.finish()
  const { examples, inputs, classNames } = built
  return {
    examples,
    test: null,
    hasMissing: built.hasMissing,
    measured: {
      bytes: size,
      hash: hash.digest('hex'),
      rows: examples.count,
      testRows: 0,
      inputs,
      outputs: classNames?.length ?? 0,
      height: 0,
      width: 0,
      channels: 0,
      classNames: formatList(classNames ?? []),
    },
    columnNames: built.columnNames,
    preview: describe ? describeTable(built, form, shown, firstRow) : null,
  }
}

/** What the first rows tell of a table: its form, and what its columns are. */
async function readBeginning(file: FileHandle, size: number, path: string, attrs: DataAttrs) {
  const first = new Uint8Array(Math.min(size, sampleBytes))
  await file.read(first, 0, first.length, 0)
  const isWhole = first.length === size
  const encoding = encodingOf(attrs, first, isWhole)
  const sample = sampleOf(path, encoding, first, isWhole)
  if (sample.trim() === '') throw fileFailure(path, 'it is empty.', 'Choose a file with rows.')
  const form: TableForm = { encoding, ...detectForm(sample, isWhole, choiceOf(attrs)) }
  const rows = sampleRows(sample, isWhole, form.delimiter)
  const names = columnNames(rows[0] ?? [], form.header)
  if (names.length > mostColumns) {
    throw fileFailure(
      path,
      `it has more than ${mostColumns.toLocaleString('en')} columns.`,
      'Check the delimiter.',
    )
  }
  const firstRows = form.header === 'names' ? rows.slice(1) : rows
  const columns = planColumns(names, firstRows, attrs, form.decimal, path)
  return { form, columns, firstRows, encoding, newline: newlineOf(sample) }
}

/** Cuts a stream of bytes into rows. */
function createRowReader(
  path: string,
  encoding: TextEncoding,
  delimiter: string,
  newline: '\n' | '\r',
) {
  const decoder = createTextReader(encoding)
  const parser = new Papa.Parser({ delimiter, newline })
  let rest = ''
  let line = 0
  return {
    read(bytes: Uint8Array, isLast: boolean, take: (cells: string[], line: number) => void): void {
      let text: string
      try {
        text = rest + decoder.read(bytes, isLast)
      } catch {
        throw notText(path, encoding, `after row ${line}`)
      }
      const { data, errors, meta } = parser.parse(text, 0, !isLast) as Papa.ParseResult<string[]>
      const [broken] = errors
      if (broken) {
        throw fileFailure(
          path,
          `row ${line + (broken.row ?? 0) + 1} has quotes that do not match.`,
          'Mend the quotes there.',
        )
      }
      for (const cells of data) take(cells, ++line)
      rest = isLast ? '' : text.slice(meta.cursor)
      if (rest.length > longestRow) {
        throw fileFailure(
          path,
          `row ${line + 1} is longer than ${longestRow.toLocaleString('en')} characters.`,
          'Look for a quote there that is never closed, or check the encoding.',
        )
      }
    },
  }
}

function encodingOf(attrs: DataAttrs, sample: Uint8Array, isWhole: boolean): TextEncoding {
  const chosen = String(attrs.encoding ?? 'auto')
  return chosen === 'auto' ? detectEncoding(sample, isWhole) : (chosen as TextEncoding)
}

function sampleOf(
  path: string,
  encoding: TextEncoding,
  bytes: Uint8Array,
  isWhole: boolean,
): string {
  try {
    return createTextReader(encoding).read(bytes, isWhole)
  } catch {
    throw notText(path, encoding, 'in the first rows')
  }
}

function notText(path: string, encoding: TextEncoding, place: string) {
  return fileFailure(
    path,
    `${place} there are bytes that are no ${encoding.toUpperCase()} text.`,
    'Choose another encoding; Korean files are often CP949 (EUC-KR).',
  )
}

function choiceOf(attrs: DataAttrs): FormChoice {
  const choice = (name: keyof FormChoice) => String(attrs[name] ?? 'auto')
  return {
    delimiter: choice('delimiter'),
    header: choice('header'),
    decimal: choice('decimal'),
  } as FormChoice
}
