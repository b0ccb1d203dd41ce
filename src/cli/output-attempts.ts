import type { OutputFile } from './output-file'

/** Writes files of which one that fails must not keep the others from being written. */
export class OutputAttempts {
  private readonly failed = new Map<OutputFile, Error>()

  constructor(
    /** Called where a file cannot be written. */
    private readonly onFailure: () => void,
  ) {}

  /** Why files could not be written, one reason for each. */
  get problems(): readonly Error[] {
    return [...this.failed.values()]
  }

  /** Does what writes a file, where it was asked for; what that throws is a problem of the file. */
  async attempt(
    output: OutputFile | undefined,
    action: (output: OutputFile) => Promise<void> | undefined | void,
  ): Promise<void> {
    if (!output) return
    try {
      await action(output)
    } catch (error) {
      if (!this.failed.has(output)) this.failed.set(output, error as Error)
      this.onFailure()
    }
  }
}
