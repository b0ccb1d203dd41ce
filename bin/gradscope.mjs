#!/usr/bin/env node
// The command line of Gradscope. In a checkout it builds what is not built yet.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** @param {string} relative */
const beside = relative => new URL(`../${relative}`, import.meta.url)

try {
  if (existsSync(fileURLToPath(beside('src')))) {
    const { ensureBuilt } = await import(beside('scripts/ensure-built.mjs').href)
    await ensureBuilt()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  if (error instanceof Error && 'log' in error && error.log) {
    process.stderr.write('`npm run build` shows all of it.\n')
  }
  process.exit(2)
}
// Reads its arguments from process.argv and runs when imported.
await import(beside('out/main/cli.js').href)
