#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureKernels, KERNEL_PRODUCTS } from './build-kernels.mjs'
import { fingerprintOf } from './lib/fingerprint.mjs'
import { withLock } from './lib/lock.mjs'
import {
  hasDependencies,
  inNodeModules,
  isMainModule,
  messageOf,
  projectRoot,
  say,
} from './lib/project.mjs'
import { run } from './lib/run.mjs'

export const SOURCES = ['src', 'electron.vite.config.ts', 'package.json']
export const PRODUCTS = [
  'main/index.js',
  'main/cli.js',
  'main/engine-worker.js',
  'preload/index.cjs',
  'renderer/index.html',
  ...KERNEL_PRODUCTS,
]
const STAMP = '.built-from'
const BUILD_TIMEOUT_MS = 5 * 60_000

export class BuildError extends Error {
  /** @param {string} reason one line @param {string} log everything the build printed */
  constructor(reason, log) {
    super(`The build failed: ${reason}`)
    this.name = 'BuildError'
    this.log = log
  }
}

/**
 * Builds out/ unless it was built from the sources as they are now.
 * @param {{ force?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<boolean>} whether it built
 */
export async function ensureBuilt({ force = false, log = say } = {}) {
  if (!force && (await isFresh(projectRoot))) return false
  if (!hasDependencies()) throw new BuildError('dependencies are missing; run `npm install`.', '')
  // Beside out/ and not in it: the lock has to outlast a build that empties the directory.
  return withLock(join(projectRoot, 'node_modules', '.gradscope-build.lock'), async () => {
    if (!force && (await isFresh(projectRoot))) return false
    log('Building Gradscope …')
    const fingerprint = await fingerprintOf(projectRoot, SOURCES)
    await buildKernels(force)
    const { code, output } = await run(
      process.execPath,
      [inNodeModules('electron-vite', 'bin', 'electron-vite.js'), 'build'],
      { cwd: projectRoot, env: buildEnv(process.env), timeoutMs: BUILD_TIMEOUT_MS },
    )
    if (code !== 0) throw new BuildError(reasonIn(output, code), output)
    await mkdir(join(projectRoot, 'out'), { recursive: true })
    await writeFile(join(projectRoot, 'out', STAMP), fingerprint)
    return true
  })
}

/** @param {boolean} force */
async function buildKernels(force) {
  try {
    await ensureKernels({ force })
  } catch (error) {
    const [reason = '', ...log] = messageOf(error).split('\n')
    throw new BuildError(reason, log.join('\n'))
  }
}

/**
 * True when out/ is complete and the sources have not changed since it was built.
 * @param {string} root
 */
export async function isFresh(root) {
  if (!PRODUCTS.every(product => existsSync(join(root, 'out', product)))) return false
  try {
    return (
      (await readFile(join(root, 'out', STAMP), 'utf8')) === (await fingerprintOf(root, SOURCES))
    )
  } catch {
    return false
  }
}

/**
 * Called from a test runner a build would otherwise become a build for tests.
 * @param {NodeJS.ProcessEnv} env
 */
function buildEnv(env) {
  const { VITEST, VITEST_MODE, ...rest } = env
  return { ...rest, NODE_ENV: 'production', FORCE_COLOR: '0' }
}

/** The line of a build's output that says what is wrong. @param {string} output @param {number} code */
export function reasonIn(output, code) {
  if (code === 124) return `it took longer than ${BUILD_TIMEOUT_MS / 60_000} minutes.`
  const lines = output
    .split('\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
    .map(line => line.replace(/\u001b\[[0-9;]*m/g, '').trim())
    .filter(line => line !== '')
  const details = lines.slice(lines.findIndex(line => /^error during build:?/i.test(line)) + 1)
  const telling = details.find(line => !/^Build failed with \d+ errors?:?$/.test(line))
  return telling ?? lines.at(-1) ?? `exit code ${code}`
}

if (isMainModule(import.meta.url)) {
  try {
    await ensureBuilt({ force: process.argv.includes('--force') })
  } catch (error) {
    say(error instanceof BuildError && error.log ? error.log : messageOf(error))
    process.exitCode = 1
  }
}
