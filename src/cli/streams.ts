import type { Writable } from 'node:stream'
import { systemReason } from './system-reason'

/** Writes to standard output and standard error, whose readers may go away at any time. */
export class Streams {
  /** Whether what a command gave did not reach a reader who is still there. */
  failed = false

  constructor(
    private readonly stdout: Writable,
    private readonly stderr: Writable,
    private readonly onFailure: () => void,
  ) {
    stdout.on('error', error => this.lost(error))
    // There is nobody left to tell; what was asked for is done all the same.
    stderr.on('error', () => {})
  }

  readonly out = (text: string): void => void this.stdout.write(text)
  readonly error = (text: string): void => void this.stderr.write(text)

  private lost(error: NodeJS.ErrnoException): void {
    // A reader that has seen enough, such as `head`, closes the pipe.
    if (error.code === 'EPIPE' || this.failed) return
    this.failed = true
    this.error(`gradscope: the output cannot be written: ${systemReason(error)}.\n`)
    this.onFailure()
  }
}
