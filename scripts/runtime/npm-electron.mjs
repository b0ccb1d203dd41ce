import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withLock } from '../lib/lock.mjs'
import { inNodeModules } from '../lib/project.mjs'
import { run } from '../lib/run.mjs'
import { executableName, readVersion } from './electron-layout.mjs'

// Long enough for 110 MB on a slow line, and an end for a proxy that accepts and never answers.
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000
export const REMEMBER_FAILURE_MS = 6 * 60 * 60_000

/**
 * The electron package's own binary, downloaded by the package's own installer when missing. The
 * package's index.js is not asked: it downloads without a time limit and throws on Node 20.
 * @param {object} host
 * @param {NodeJS.ProcessEnv} host.env
 * @param {NodeJS.Platform} host.platform
 * @param {string} host.cache
 * @param {boolean} host.mayRemember whether another source can take over, so that a download which
 *   failed a short while ago need not be tried again
 * @param {boolean} [host.retry] forget a remembered failure
 * @param {(line: string) => void} host.log
 * @param {string} [host.packageDirectory]
 * @param {(installer: string) => Promise<{ code: number, output: string }>} [host.download]
 * @param {() => number} [host.now]
 * @returns {import('./choose-runtime.mjs').RuntimeSource}
 */
export function npmElectron({
  env,
  platform,
  cache,
  mayRemember,
  retry = false,
  log,
  packageDirectory = inNodeModules('electron'),
  download = installer =>
    run(process.execPath, [installer], { timeoutMs: DOWNLOAD_TIMEOUT_MS, env: downloadEnv(env) }),
  now = Date.now,
}) {
  const name = 'electron package'
  const distribution = join(packageDirectory, 'dist')

  const installed = async (/** @type {string} */ wanted) => {
    const path = join(distribution, executableName(platform))
    const version = await readVersion(distribution)
    // path.txt is the last thing its installer writes; without it the unpacking was cut short.
    const complete = existsSync(path) && existsSync(join(packageDirectory, 'path.txt'))
    return complete && version === wanted ? { path, version, source: 'electron package' } : null
  }

  return {
    name,
    async find() {
      const wanted = await packageVersion(packageDirectory)
      if (!wanted) return { unavailable: 'not installed; run `npm install`' }
      const present = await installed(wanted)
      if (present) return present
      if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
        return { unavailable: 'its download is switched off by ELECTRON_SKIP_BINARY_DOWNLOAD' }
      }

      const failureFile = join(cache, `electron-${wanted}-download-failed`)
      if (retry) await rm(failureFile, { force: true })
      if (mayRemember && (await failedRecently(failureFile, now()))) {
        return { unavailable: `downloading ${wanted} failed a short while ago` }
      }
      return withLock(join(cache, 'electron-download.lock'), async () => {
        const meanwhile = await installed(wanted)
        if (meanwhile) return meanwhile
        if (mayRemember && (await failedRecently(failureFile, now()))) {
          return { unavailable: `downloading ${wanted} failed a short while ago` }
        }
        log(`Downloading Electron ${wanted} (about 110 MB, once) …`)
        const { code, output } = await download(join(packageDirectory, 'install.js'))
        const fresh = code === 0 ? await installed(wanted) : null
        if (fresh) return fresh
        const reason = code === 124 ? 'took too long' : firstLine(output) || `exit code ${code}`
        if (mayRemember) {
          await mkdir(dirname(failureFile), { recursive: true })
          await writeFile(failureFile, `${now()}\n${reason}\n`)
        }
        return { unavailable: `downloading ${wanted} failed (${reason})` }
      })
    },
  }
}

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
const downloadEnv = env => ({ ...env, ELECTRON_GET_NO_PROGRESS: '1' })

/** @param {string} packageDirectory */
async function packageVersion(packageDirectory) {
  try {
    const { version } = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8'))
    return /** @type {string} */ (version)
  } catch {
    return undefined
  }
}

/** @param {string} failureFile @param {number} now */
async function failedRecently(failureFile, now) {
  try {
    const age = now - Number.parseInt(await readFile(failureFile, 'utf8'), 10)
    return age >= 0 && age < REMEMBER_FAILURE_MS
  } catch {
    return false
  }
}

/** @param {string} text */
const firstLine = text => text.trim().split('\n')[0] ?? ''
