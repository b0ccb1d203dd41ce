import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SweepTable } from '../engine/node/sweep/sweep-file'
import type { TrialResult } from '../engine/sweep/trial'
import { CliFailure } from './failure'

/**
 * The file of a sweep: trials are appended as they are done, so that nothing is lost when it ends
 * early, and ranked in the end.
 */
export class SweepRows {
  private constructor(
    private readonly path: string,
    private readonly table: SweepTable,
    /** Trials that were in the file already. */
    readonly before: readonly TrialResult[],
  ) {}

  /** @throws CliFailure where the file cannot be written or is of another sweep. */
  static open(path: string, table: SweepTable): SweepRows {
    try {
      const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
      const read = text.trim() === '' ? { ok: true as const, results: [] } : table.read(text)
      if (!read.ok) {
        throw new CliFailure(
          `${basename(path)} cannot be continued: ${read.problem}.`,
          'Choose another file for --out, or ask for the same sweep again.',
        )
      }
      // Writing it anew takes away what a crash left half written.
      writeFileSync(path, table.header + read.results.map(result => table.row(result)).join(''))
      return new SweepRows(path, table, read.results)
    } catch (error) {
      throw unwritable(path, error)
    }
  }

  append(result: TrialResult): void {
    try {
      appendFileSync(this.path, this.table.row(result))
    } catch (error) {
      throw unwritable(this.path, error)
    }
  }

  /** Puts all trials in their order. */
  async rank(results: readonly TrialResult[]): Promise<void> {
    const half = `${this.path}.part`
    try {
      await writeFile(half, this.table.text(results))
      await rename(half, this.path)
    } catch (error) {
      throw unwritable(this.path, error)
    }
  }
}

function unwritable(path: string, error: unknown): CliFailure {
  if (error instanceof CliFailure) return error
  return new CliFailure(
    `${path}: the trials cannot be written: ${(error as Error).message}.`,
    'Choose another place for --out.',
  )
}
