#!/usr/bin/env node
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

const SOURCES = ['src', 'electron.vite.config.ts', 'package.json']
const PRODUCTS = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html']
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
    const fingerprint = await fingerprintOf(projectRoot)
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

/**
 * True when out/ is complete and the sources have not changed since it was built.
 * @param {string} root
 */
export async function isFresh(root) {
  if (!PRODUCTS.every(product => existsSync(join(root, 'out', product)))) return false
  try {
    return (await readFile(join(root, 'out', STAMP), 'utf8')) === (await fingerprintOf(root))
  } catch {
    return false
  }
}

/**
 * Names, sizes and modification times of all sources. Unlike a comparison with the age of out/ it
 * sees a deleted file, a checkout of older files and an edit made while a build was running.
 * @param {string} root
 */
export async function fingerprintOf(root) {
  const hash = createHash('sha256')
  for (const source of SOURCES) await addTo(hash, root, source)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} relative */
async function addTo(hash, root, relative) {
  const path = join(root, relative)
  const info = await stat(path).catch(() => null)
  if (info === null) return
  if (!info.isDirectory()) {
    hash.update(`${relative}\0${info.size}\0${info.mtimeMs}\n`)
    return
  }
  for (const name of (await readdir(path)).sort()) await addTo(hash, root, join(relative, name))
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
