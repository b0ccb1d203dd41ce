import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The executable inside an unpacked Electron release.
 * @param {NodeJS.Platform} platform
 */
export function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
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
