import { spawn } from 'node:child_process'

const GRACE_MS = 5000

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 when a signal ended it, 124 after the time limit, 127 when it could not start
 * @property {string} output stdout and stderr in the order they came, or '' when inherited
 */

/**
 * Runs a program in a process group of its own, so that a time limit or Ctrl-C ends all that it
 * started and not just the first process.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, inherit?: boolean }} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, timeoutMs, inherit = false } = {}) {
  return new Promise(resolve => {
    const grouped = process.platform !== 'win32'
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      detached: grouped,
      stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', chunk => {
      output += chunk
    })
    child.stderr?.on('data', chunk => {
      output += chunk
    })

    /** @param {NodeJS.Signals} signal */
    const killAll = signal => {
      try {
        if (child.pid !== undefined && grouped) process.kill(-child.pid, signal)
        else child.kill(signal)
      } catch {
        // It ended in between.
      }
    }
    let timedOut = false
    /** @type {NodeJS.Timeout | undefined} */
    let graceTimer
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            killAll('SIGTERM')
            graceTimer = setTimeout(() => killAll('SIGKILL'), GRACE_MS)
          }, timeoutMs)

    /** @param {NodeJS.Signals} signal */
    const onSignal = signal => {
      killAll(signal)
      setTimeout(() => {
        killAll('SIGKILL')
        process.exit(130)
      }, GRACE_MS).unref()
      child.once('exit', () => process.exit(130))
    }
    process.once('SIGINT', onSignal)
    process.once('SIGTERM', onSignal)

    /** @param {number} code */
    const finish = code => {
      clearTimeout(limit)
      clearTimeout(graceTimer)
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
      resolve({ code, output })
    }
    child.once('error', error => {
      output += error.message
      finish(127)
    })
    // 'exit' and not 'close': a grandchild may hold the pipes open for as long as it likes.
    child.once('exit', code => {
      if (timedOut) killAll('SIGKILL')
      setImmediate(() => finish(timedOut ? 124 : (code ?? 1)))
    })
  })
}

/**
 * Gives the terminal to a program: stdin, stdout and stderr are its own, and signals reach it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export function handOver(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    const onSigterm = () => {
      child.kill('SIGTERM')
      // Electron has been seen to outlive SIGTERM by minutes.
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
    }
    const onSigint = () => {} // Ctrl-C reaches the child by itself; wait for how it ends.
    process.on('SIGTERM', onSigterm)
    process.on('SIGINT', onSigint)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', onSigterm)
      process.off('SIGINT', onSigint)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}
