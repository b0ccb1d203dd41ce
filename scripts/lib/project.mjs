import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The project directory, wherever the script was called from. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Path of a file inside node_modules. @param {string[]} segments */
export const inNodeModules = (...segments) => join(projectRoot, 'node_modules', ...segments)

/**
 * Where things live that are too large to download again after every `npm ci`.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheDirectory(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gradscope')
}

/** True when the module was started with `node FILE`. @param {string} moduleUrl */
export function isMainModule(moduleUrl) {
  const started = process.argv[1]
  return started !== undefined && pathToFileURL(started).href === moduleUrl
}

/** True when node_modules holds what this checkout needs. */
export const hasDependencies = () => existsSync(inNodeModules('electron-vite', 'package.json'))

/** @param {string} line */
export const say = line => void process.stderr.write(`${line}\n`)

/** @param {unknown} error */
export const messageOf = error => (error instanceof Error ? error.message : String(error))

export const isRoot = () => process.getuid?.() === 0
