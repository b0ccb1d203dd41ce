import type { CliContext } from '../../src/cli/context'
import { runCli } from '../../src/cli/program'

export interface CliResult {
  readonly status: number
  readonly out: string
  readonly error: string
}

export interface CliSetup extends Partial<CliContext> {
  /** Called with every text on stderr and a function that is like Ctrl-C. */
  readonly onError?: (text: string, interrupt: () => void) => void
}

/** Runs the command line with everything it touches in the hands of the test. */
export async function runWith(args: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  const { onError, ...context } = setup
  let out = ''
  let error = ''
  const listeners = new Set<() => void>()
  const interrupt = () => {
    for (const listener of listeners) listener()
  }
  const status = await runCli(args, {
    version: '1.2.3',
    datasetsDirectory: '/nowhere',
    workerPath: '/nowhere/engine-worker.js',
    out: text => {
      out += text
    },
    error: text => {
      error += text
      onError?.(text, interrupt)
    },
    isTerminal: false,
    now: () => 0,
    date: () => new Date('2026-01-02T03:04:05Z'),
    onInterrupt: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...context,
  })
  if (listeners.size > 0) throw new Error('the command line still listens for Ctrl-C')
  return { status, out, error }
}
