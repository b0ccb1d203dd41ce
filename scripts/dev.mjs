#!/usr/bin/env node
import { resolveElectron } from './electron-runtime.mjs'
import { hasDisplay } from './lib/display.mjs'
import { inNodeModules, isRoot, messageOf, projectRoot, say } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'
import { abbreviate, installCommand, missingLibraries } from './lib/system-libraries.mjs'

/** Opens the app on Vite's development server: the renderer reloads as its sources change. */
async function dev() {
  if (!hasDisplay()) throw new Error('`npm run dev` needs a display; `npm start` does without.')
  const { path } = await resolveElectron()
  const missing = await missingLibraries(path)
  if (missing.length > 0) {
    const remedy = await installCommand({ xvfb: false, libraries: true })
    throw new Error(`Electron cannot start without ${abbreviate(missing)}. ${remedy ?? ''}`)
  }
  const args = [inNodeModules('electron-vite', 'bin', 'electron-vite.js'), 'dev', '--watch']
  if (isRoot()) args.push('--noSandbox')
  return handOver(process.execPath, [...args, ...process.argv.slice(2)], {
    cwd: projectRoot,
    // electron-vite looks nowhere else for a runtime that is not the electron package's own.
    env: { ...process.env, ELECTRON_EXEC_PATH: path },
  })
}

try {
  process.exitCode = await dev()
} catch (error) {
  say(messageOf(error))
  process.exitCode = 1
}
