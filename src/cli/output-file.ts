import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { targetOf, writeWhole } from '../engine/node/write-whole'
import { CliFailure } from './failure'
import { errorCode, systemReason } from './system-reason'

/** A file that a command was asked to write. */
export class OutputFile {
  constructor(
    readonly path: string,
    /** `--weights-out`. */
    readonly option: string,
    /** What is written: `the weights`. */
    readonly what: string,
  ) {}

  /** @throws CliFailure where it cannot be written: this is to be known before anything is done for it. */
  async check(): Promise<void> {
    try {
      if (this.path === '') throw withCode('EMPTY')
      const found = await stat(this.path).catch(unlessGone)
      if (found?.isDirectory() || /[\\/]$/.test(this.path)) throw withCode('EISDIR')
      if (found) await access(this.path, constants.W_OK)
      if (found && !found.isFile()) return
      // The new file stands beside the old one before it takes its place.
      await access(dirname(await targetOf(this.path)), constants.W_OK)
    } catch (error) {
      throw this.failure(error)
    }
  }

  /** @throws CliFailure where it cannot be written; what was there before then stays. */
  async write(content: string | Uint8Array): Promise<void> {
    try {
      await writeWhole(this.path, content)
    } catch (error) {
      throw this.failure(error)
    }
  }

  /** What is said where the file cannot be written. */
  failure(error: unknown): CliFailure {
    const { path, option, what } = this
    const code = errorCode(error as Error)
    const remedy = code === 'ENOSPC' || code === 'EDQUOT' ? 'Make room, or choose' : 'Choose'
    return new CliFailure(
      `${path === '' ? option : path}: ${what} cannot be written: ${systemReason(error as Error)}.`,
      `${remedy} another place for ${option}.`,
    )
  }
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code })
}
