// Does what the default app of an Electron release does, which the registry runtime lacks:
// `electron [-r FILE]… APP_DIRECTORY [ARGUMENT]…` loads the application in that directory.
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)

function parse(argv) {
  const options = { preload: [], target: undefined, version: false }
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]
    if (argument === '-r' || argument === '--require') options.preload.push(argv[++i])
    else if (argument === '-v' || argument === '--version') options.version = true
    else if (!argument.startsWith('-')) {
      options.target = argument
      break
    }
  }
  return options
}

// Gives Electron the application's identity and returns its entry file.
function adopt(target) {
  if (!statSync(target).isDirectory()) {
    app.setAppPath(dirname(target))
    return target
  }
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  app.setAppPath(target)
  const name = manifest.productName || manifest.name
  if (name) app.setName(name)
  if (manifest.version) app.setVersion(manifest.version)
  app.setDesktopName?.(manifest.desktopName || `${app.name}.desktop`)
  // Electron named it after this loader, before any application was known.
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), app.name))
  }
  return join(target, manifest.main || 'index.js')
}

const { preload, target, version } = parse(process.argv.slice(1))
try {
  if (version) {
    process.stdout.write(`v${process.versions.electron}\n`)
    process.exit(0)
  }
  if (target === undefined) throw new Error('Usage: electron [-r FILE] APP_DIRECTORY')
  process.defaultApp = true
  for (const file of preload) require(resolve(file))
  const entry = adopt(resolve(target))
  // Awaited at the top level, because `ready` is held back until this module is done.
  await import(pathToFileURL(entry).href)
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`)
  process.exit(1)
}
