import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

// What Electron 33 and later load that a bare Debian does not have; each brings further libraries.
const ELECTRON_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6']
const XVFB_PACKAGES = ['xvfb', 'xauth']
// Debian 13 and Ubuntu 24.04 renamed these for their 64-bit time_t.
const RENAMED = new Map([
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
])

/** Names of the shared libraries that ldd could not find. @param {string} lddOutput */
export function parseMissingLibraries(lddOutput) {
  const missing = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(match => match[1] ?? '')
  return [...new Set(missing)]
}

/**
 * The libraries this machine lacks to start an executable; none where there is no ldd to ask.
 * @param {string} executable
 */
export async function missingLibraries(executable) {
  if (process.platform !== 'linux') return []
  const { code, output } = await run('ldd', [executable], { timeoutMs: 20_000 })
  return code === 127 ? [] : parseMissingLibraries(output)
}

/** A list of names short enough for one line. @param {string[]} names */
export const abbreviate = names =>
  names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`

/** @param {string} program @param {NodeJS.ProcessEnv} env */
export const isOnPath = (program, env = process.env) =>
  (env.PATH ?? '').split(delimiter).some(directory => existsSync(join(directory, program)))

/**
 * The packages to install, under the names this release of Debian or Ubuntu has for them.
 * @param {{ xvfb: boolean, libraries: boolean }} needs
 * @param {(name: string) => boolean} isKnown
 */
export function packagesFor({ xvfb, libraries }, isKnown) {
  const names = [...(xvfb ? XVFB_PACKAGES : []), ...(libraries ? ELECTRON_PACKAGES : [])]
  return names.map(name => {
    const renamed = RENAMED.get(name)
    return renamed && isKnown(renamed) ? renamed : name
  })
}

/** @param {{ xvfb: boolean, libraries: boolean }} needs */
async function aptPackages(needs) {
  const { output } = await run('apt-cache', ['pkgnames', 'lib'])
  const known = new Set(output.split('\n'))
  return packagesFor(needs, name => known.has(name))
}

/**
 * The one command that installs what is missing, or null where there is no apt.
 * @param {{ xvfb: boolean, libraries: boolean }} needs
 */
export async function installCommand(needs) {
  if (!isOnPath('apt-get')) return null
  const packages = await aptPackages(needs)
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/**
 * Installs what is missing with apt, as root.
 * @param {{ xvfb: boolean, libraries: boolean }} needs
 */
export async function installWithApt(needs) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const timeoutMs = 10 * 60_000
  const update = await run('apt-get', ['update'], { env, timeoutMs })
  // A release's package names are known only now.
  const packages = await aptPackages(needs)
  const install = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    timeoutMs,
  })
  if (install.code !== 0) {
    const reason = (update.code === 0 ? install : update).output.trim().split('\n').slice(-3)
    throw new Error(`apt-get install ${packages.join(' ')} failed: ${reason.join(' ')}`)
  }
}
