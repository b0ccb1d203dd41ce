import { appendFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SweepTable } from '../engine/node/sweep/sweep-file'
import type { TrialResult } from '../engine/sweep/trial'
import { CliFailure } from './failure'
import type { OutputFile } from './output-file'

/**
 * The file of a sweep: trials are appended as they are done, so that nothing is lost when it ends
 * early, and ranked in the end.
 */
export class SweepRows {
  private constructor(
    private readonly file: OutputFile,
    private readonly table: SweepTable,
    /** Trials that were in the file already. */
    readonly before: readonly TrialResult[],
  ) {}

  /** @throws CliFailure where the file cannot be written or is of another sweep. */
  static async open(file: OutputFile, table: SweepTable): Promise<SweepRows> {
    await file.check()
    const text = await textOf(file)
    const read = text.trim() === '' ? { ok: true as const, results: [] } : table.read(text)
    if (!read.ok) {
      throw new CliFailure(
        `${basename(file.path)} cannot be continued: ${read.problem}.`,
        'Choose another file for --out, or ask for the same sweep again.',
      )
    }
    // Writing it anew takes away what a crash left half written.
    await file.write(table.header + read.results.map(result => table.row(result)).join(''))
    return new SweepRows(file, table, read.results)
  }

  /** @throws CliFailure where it cannot be written. */
  append(result: TrialResult): void {
    try {
      appendFileSync(this.file.path, this.table.row(result))
    } catch (error) {
      throw this.file.failure(error)
    }
  }

  /** Puts all trials in their order. */
  rank(results: readonly TrialResult[]): Promise<void> {
    return this.file.write(this.table.text(results))
  }
}

/** What stands in a file; nothing where there is none. */
async function textOf(file: OutputFile): Promise<string> {
  const found = await stat(file.path).catch(() => null)
  if (!found?.isFile()) return ''
  try {
    return await readFile(file.path, 'utf8')
  } catch (error) {
    throw file.failure(error)
  }
}
