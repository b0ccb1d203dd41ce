/** What a command may touch of its surroundings; tests give their own. */
export interface CliContext {
  readonly version: string
  readonly datasetsDirectory: string
  /** The built engine worker. */
  readonly workerPath: string
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  /** Whether `error` goes to a terminal, where a line may be drawn over. */
  readonly isTerminal: boolean
  readonly now: () => number
  /** What time it is. */
  readonly date: () => Date
  /** Calls back on Ctrl-C until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void
  /** How long `bench` measures; tests are content with less than people. */
  readonly bench?: { readonly repeatMs: number; readonly repeats: number }
}
