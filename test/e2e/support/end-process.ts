import type { ChildProcess } from 'node:child_process'

const GRACE_MS = 5_000

/**
 * Ends a process and all it started: by asking, if `ask` is given, and by force when it has not
 * ended after a grace time. Never rejects, and never takes much longer than the grace time.
 */
export async function endProcess(child: ChildProcess, ask?: () => Promise<unknown>): Promise<void> {
  const exited = hasExited(child)
    ? Promise.resolve()
    : new Promise<void>(resolve => child.once('exit', () => resolve()))
  if (ask && !hasExited(child)) {
    // An application that asks about unsaved work answers neither yes nor no.
    void ask().catch(() => {})
    await Promise.race([exited, delay(GRACE_MS)])
  }
  killGroup(child)
  await Promise.race([exited, delay(GRACE_MS)])
}

const hasExited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** Playwright starts Electron at the head of a process group, where helpers may outlive it. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // All gone.
  }
}

function delay(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms).unref())
}
