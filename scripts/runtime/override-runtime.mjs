import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { executableName, readVersion } from './electron-layout.mjs'

/**
 * The directory a user named in ELECTRON_OVERRIDE_DIST_PATH, the electron package's own variable.
 * @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform }} host
 * @returns {import('./choose-runtime.mjs').RuntimeSource}
 */
export const overrideRuntime = ({ env, platform }) => ({
  name: 'ELECTRON_OVERRIDE_DIST_PATH',
  async find() {
    const directory = env.ELECTRON_OVERRIDE_DIST_PATH
    if (!directory) return { unavailable: 'not set' }
    const path = join(directory, executableName(platform))
    if (!existsSync(path)) return { unavailable: `${path} does not exist` }
    return { path, version: await readVersion(directory), source: 'override' }
  },
})
