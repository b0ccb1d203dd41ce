import { execFileSync } from 'node:child_process'

/** Keras takes TensorFlow unless told otherwise. */
const env = { KERAS_BACKEND: 'jax', ...process.env }

/**
 * A Python that has these modules: the one that `GRADSCOPE_PYTHON` names, the system's, or the first
 * on the path. Null where there is none.
 */
export function findPython(...modules: readonly string[]): string | null {
  const own = process.env.GRADSCOPE_PYTHON
  const candidates = own ? [own] : ['/usr/bin/python3', 'python3']
  const code = modules.map(name => `import ${name}`).join('\n')
  const works = (python: string) => {
    try {
      execFileSync(python, ['-c', code], { env, stdio: 'ignore', timeout: 120_000 })
      return true
    } catch {
      return false
    }
  }
  return candidates.find(works) ?? null
}

/** Runs a script; what it prints is JSON. */
export function runPython<Result>(python: string, script: string, ...args: string[]): Result {
  const text = execFileSync(python, [script, ...args], {
    encoding: 'utf8',
    env,
    maxBuffer: 1e9,
    timeout: 300_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(text) as Result
}
