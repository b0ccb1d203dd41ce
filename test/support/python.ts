import { execFileSync } from 'node:child_process'
import { describe, it } from 'vitest'

/** Keras takes TensorFlow unless told otherwise. */
const env = { KERAS_BACKEND: 'jax', ...process.env }

/**
 * A Python that has these modules: the one that `GRADSCOPE_PYTHON` names, the system's, or the first
 * on the path. Null where there is none.
 */
function findPython(...modules: readonly string[]): string | null {
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

/** Tests that need a Python with these modules; where there is none, one skipped test says so. */
export function describeWithPython(
  title: string,
  modules: readonly string[],
  body: (python: string) => void,
): void {
  const python = findPython(...modules)
  if (python !== null) {
    describe(title, { timeout: 300_000 }, () => body(python))
    return
  }
  const wanted = ['python3', ...modules].join(', ')
  it.skip(`${title} (needs ${wanted}; GRADSCOPE_PYTHON may name one)`, () => {})
}
