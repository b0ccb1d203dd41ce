import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'

const magic = Buffer.from('d9d505f920a163d7', 'hex')
const headerLength = 28

interface Header {
  /** Page records that follow. */
  readonly records: number
  readonly nonce: number
  /** Pages of the database before the transaction. */
  readonly pages: number
  readonly sectorSize: number
  readonly pageSize: number
}

/**
 * Takes back a transaction that a crash left half done, from SQLite's rollback journal
 * (https://www.sqlite.org/fileformat2.html#the_rollback_journal). SQLite would do it itself, but the
 * file system layer of `node-sqlite3-wasm` takes its own lock for that of another writer and never
 * does. Only for a database that no process has open.
 */
export function rollBack(path: string): void {
  const journalPath = `${path}-journal`
  if (!existsSync(journalPath)) return
  if (existsSync(path)) {
    const file = openSync(path, 'r+')
    try {
      restore(readFileSync(journalPath), file)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }
  rmSync(journalPath)
}

function restore(journal: Buffer, file: number): void {
  let offset = 0
  let first: Header | null = null
  for (;;) {
    const header = readHeader(journal, offset, first)
    if (!header) break
    // A transaction that began with an empty file, too.
    if (!first) ftruncateSync(file, Math.min(fstatSync(file).size, header.pages * header.pageSize))
    first ??= header
    offset += header.sectorSize
    for (let i = 0; i < header.records; i++) {
      const record = readRecord(journal, offset, header)
      // A torn record was never followed by a write to the database.
      if (!record) return
      if (record.page <= first.pages) {
        writeSync(file, record.content, 0, header.pageSize, (record.page - 1) * header.pageSize)
      }
      offset += header.pageSize + 8
    }
    offset = Math.ceil(offset / header.sectorSize) * header.sectorSize
  }
}

/** Later headers have the sizes of the first. */
function readHeader(journal: Buffer, offset: number, first: Header | null): Header | null {
  if (offset + headerLength > journal.length) return null
  if (!journal.subarray(offset, offset + 8).equals(magic)) return null
  const field = (index: number) => journal.readUInt32BE(offset + 8 + 4 * index)
  const sectorSize = first?.sectorSize ?? field(3)
  const pageSize = first?.pageSize ?? field(4)
  const isSound = [sectorSize, pageSize].every(
    size => size >= 32 && size <= 65_536 && (size & (size - 1)) === 0,
  )
  if (!isSound) return null
  const rest = Math.max(0, journal.length - offset - sectorSize)
  const all = Math.floor(rest / (pageSize + 8))
  const records = field(0) === 0xffff_ffff ? all : Math.min(all, field(0))
  return { records, nonce: field(1), pages: field(2), sectorSize, pageSize }
}

function readRecord(journal: Buffer, offset: number, { nonce, pageSize }: Header) {
  const page = journal.readUInt32BE(offset)
  const content = journal.subarray(offset + 4, offset + 4 + pageSize)
  let sum = nonce
  for (let i = pageSize - 200; i > 0; i -= 200) sum = (sum + content[i]!) >>> 0
  return page > 0 && sum === journal.readUInt32BE(offset + 4 + pageSize) ? { page, content } : null
}
