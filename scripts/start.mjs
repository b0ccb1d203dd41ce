#!/usr/bin/env node
import { join } from 'node:path'
import { resolveElectron } from './electron-runtime.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { hasDisplay, isSandboxForbidden } from './lib/display.mjs'
import { isRoot, messageOf, projectRoot, say } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'
import { abbreviate, installCommand, missingLibraries } from './lib/system-libraries.mjs'

const EXAMPLE = 'resources/examples/mnist-relu.gradscope'

/** Trains the default example without a window. */
const runInTerminal = () =>
  handOver(process.execPath, [join('out', 'main', 'cli.js'), 'train', EXAMPLE], {
    cwd: projectRoot,
  })

/** @param {string[]} args */
async function start(args) {
  await ensureBuilt()
  if (!hasDisplay()) {
    say('No display (DISPLAY and WAYLAND_DISPLAY are unset): training the default example here.')
    return runInTerminal()
  }
  const { path } = await resolveElectron()
  const missing = await missingLibraries(path)
  if (missing.length > 0) {
    const remedy = await installCommand({ xvfb: false, libraries: true })
    say(
      `Electron cannot start without ${abbreviate(missing)}. ` +
        `${remedy ? `Run: ${remedy}` : 'Install them with your package manager.'}`,
    )
    say('Training the default example here instead.')
    return runInTerminal()
  }
  if (await isSandboxForbidden()) {
    say(
      'This system forbids the user namespaces that the browser sandbox needs. If no window opens, ' +
        'allow them with: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
    )
  }
  // Chromium refuses to run its sandbox as root.
  const flags = isRoot() ? ['--no-sandbox'] : []
  return handOver(path, [projectRoot, ...flags, ...args])
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  say(messageOf(error))
  process.exitCode = 1
}
