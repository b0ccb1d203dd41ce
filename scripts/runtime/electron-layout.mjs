import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/**
 * The executable inside an unpacked Electron release.
 * @param {NodeJS.Platform} platform
 */
export function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The unpacked release that an executable belongs to.
 * @param {string} executable
 * @param {NodeJS.Platform} platform
 */
export function releaseDirectory(executable, platform) {
  const depth = executableName(platform).split('/').length
  return resolve(executable, ...Array(depth).fill('..'))
}

/**
 * Every release carries its version in a file of that name.
 * @param {string} directory
 */
export async function readVersion(directory) {
  try {
    return (await readFile(join(directory, 'version'), 'utf8')).trim().replace(/^v/, '')
  } catch {
    return 'unknown'
  }
}
