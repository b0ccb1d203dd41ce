#!/usr/bin/env node
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveElectron } from './electron-runtime.mjs'
import { BuildError, ensureBuilt } from './ensure-built.mjs'
import { inNodeModules, isRoot, messageOf, projectRoot, say } from './lib/project.mjs'
import { run } from './lib/run.mjs'
import {
  installCommand,
  installWithApt,
  isOnPath,
  missingLibraries,
} from './lib/system-libraries.mjs'
import {
  sum,
  totalsLines,
  totalsOfCheck,
  totalsOfPlaywright,
  totalsOfVitest,
  ZERO,
} from './lib/totals.mjs'

/** @typedef {import('./lib/totals.mjs').Totals} Totals */

const CHECK_TIMEOUT_MS = 5 * 60_000
const UNIT_TIMEOUT_MS = 20 * 60_000
const E2E_TIMEOUT_MS = 25 * 60_000
// Larger than any window a test opens.
const SCREEN = '-screen 0 1920x1080x24'

/**
 * Runs a program of node_modules with its output on the terminal.
 * @param {string[]} script path inside node_modules @param {string[]} args
 * @param {{ timeoutMs: number, env?: NodeJS.ProcessEnv, wrap?: string[] }} options
 */
async function runTool(script, args, { timeoutMs, env = {}, wrap = [] }) {
  const [command = '', ...rest] = [...wrap, process.execPath, inNodeModules(...script), ...args]
  const { code } = await run(command, rest, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    inherit: true,
    timeoutMs,
  })
  return code
}

/** @param {string} name @param {string[]} script @param {string[]} args */
async function check(name, script, args) {
  heading(name)
  return totalsOfCheck(await runTool(script, args, { timeoutMs: CHECK_TIMEOUT_MS }))
}

const typecheck = () => check('typecheck', ['..', 'scripts', 'typecheck.mjs'], [])
const lint = () => check('lint', ['@biomejs', 'biome', 'bin', 'biome'], ['check'])
const boundaries = () => check('boundaries', ['..', 'scripts', 'boundaries.mjs'], [])

/** @param {string} reports directory @param {string[]} filters */
async function unit(reports, filters) {
  heading('unit tests')
  const report = join(reports, 'vitest.json')
  const code = await runTool(
    ['vitest', 'vitest.mjs'],
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters],
    { timeoutMs: UNIT_TIMEOUT_MS },
  )
  return totalsFrom(report, code, totalsOfVitest)
}

/** @param {string} reports directory @param {string[]} filters */
async function endToEnd(reports, filters) {
  heading('end-to-end tests')
  /** @type {string[]} */
  let wrap
  try {
    wrap = await prepareEndToEnd()
  } catch (error) {
    if (error instanceof BuildError && error.log) say(error.log)
    say(messageOf(error))
    return { ...ZERO, failed: 1 }
  }
  const report = join(reports, 'playwright.json')
  const code = await runTool(['@playwright', 'test', 'cli.js'], ['test', ...filters], {
    timeoutMs: E2E_TIMEOUT_MS,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    wrap,
  })
  return totalsFrom(report, code, totalsOfPlaywright)
}

/**
 * Sees to a build, a runtime and a screen.
 * @returns {Promise<string[]>} the command that gives a program a screen, empty where one is there
 */
async function prepareEndToEnd() {
  await ensureBuilt()
  const { path, version, source } = await resolveElectron()
  say(`Electron ${version} (${source})`)
  if (process.platform !== 'linux') return []
  const needs = {
    xvfb: !isOnPath('xvfb-run') || !isOnPath('xauth'),
    libraries: (await missingLibraries(path)).length > 0,
  }
  if (needs.xvfb || needs.libraries) await installSystemPackages(needs, path)
  return ['xvfb-run', '-a', '-s', SCREEN]
}

/** @param {{ xvfb: boolean, libraries: boolean }} needs @param {string} path Electron */
async function installSystemPackages(needs, path) {
  const command = await installCommand(needs)
  if (!isRoot() || command === null) {
    const remedy = command ? `Run: ${command}` : 'Install Xvfb, xauth and the libraries of GTK 3.'
    throw new Error(`The end-to-end tests need system packages that are missing. ${remedy}`)
  }
  say('Installing the system packages that Electron and a virtual screen need …')
  await installWithApt(needs)
  const missing = await missingLibraries(path)
  if (missing.length > 0) throw new Error(`Electron still lacks ${missing.join(', ')}.`)
}

/**
 * @param {string} report @param {number} code
 * @param {(report: any, code: number) => Totals} read
 * @returns {Promise<Totals>}
 */
async function totalsFrom(report, code, read) {
  try {
    return read(JSON.parse(await readFile(report, 'utf8')), code)
  } catch {
    say(`The tests ended with exit code ${code} and without a report.`)
    return { ...ZERO, failed: 1 }
  }
}

/** @param {string} name */
const heading = name => process.stdout.write(`\n── ${name}\n`)

const { values: only, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { unit: { type: 'boolean' }, e2e: { type: 'boolean' } },
})
const everything = !only.unit && !only.e2e
const reports = await mkdtemp(join(tmpdir(), 'gradscope-test-'))
/** @type {Totals[]} */
const totals = []
try {
  // A failed step does not stop the next one: the totals are those of all tests.
  if (everything) totals.push(await typecheck(), await lint(), await boundaries())
  if (everything || only.unit) totals.push(await unit(reports, filters))
  if (everything || only.e2e) totals.push(await endToEnd(reports, filters))
} finally {
  await rm(reports, { recursive: true, force: true })
}
const total = sum(totals)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
process.stdout.write(`\n${totalsLines(total).join('\n')}\n`)
