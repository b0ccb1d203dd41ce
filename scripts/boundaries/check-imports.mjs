import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { readImports } from './read-imports.mjs'

const ENDINGS = ['', '.ts', '.tsx', '.d.ts', '/index.ts', '/index.tsx']
const BUILTINS = new Set(builtinModules)
const TYPE = 'type '

/**
 * @typedef {object} Tables
 * @property {Record<string, string[]>} modules
 * @property {Record<string, string[]>} packages
 */

/**
 * Checks the imports of a source tree against the tables.
 * @param {ReadonlyMap<string, string>} sources TypeScript files by their path below src/
 * @param {(path: string) => boolean} exists whether any file has that path below src/
 * @param {Tables} tables
 * @returns {string[]} what is wrong, a line each
 */
export function checkImports(sources, exists, { modules, packages }) {
  /** @type {string[]} */
  const problems = []
  /** @type {Map<string, string[]>} files that a file needs at run time */
  const needs = new Map()

  for (const [file, source] of sources) {
    const module = longestMatch(Object.keys(modules), file)
    const user = longestMatch(Object.keys(packages), file)
    if (module === undefined || user === undefined) {
      problems.push(`src/${file}: its folder has no line in scripts/boundaries/table.mjs`)
      continue
    }
    /** @type {string[]} */
    const needed = []
    for (const { specifier, typeOnly, line } of readImports(file, source)) {
      const at = `src/${file}:${line}`
      if (!specifier.startsWith('.')) {
        if (!mayUse(packages[user] ?? [], specifier)) {
          problems.push(`${at}: ${user} may not use ${specifier}`)
        }
        continue
      }
      const target = resolveImport(file, specifier, exists)
      if (target === null) {
        problems.push(`${at}: there is no ${specifier}`)
        continue
      }
      const verdict = mayImport(module, modules[module] ?? [], target, typeOnly)
      if (verdict !== null) problems.push(`${at}: ${verdict}`)
      if (!typeOnly) needed.push(target)
    }
    needs.set(file, needed)
  }
  for (const cycle of findCycles(needs)) problems.push(`cycle: ${cycle.join(' → ')}`)
  return problems
}

/** @param {string} name @param {string} file */
const contains = (name, file) => file === name || file.startsWith(`${name}/`)

/** @param {string[]} names @param {string} file */
const longestMatch = (names, file) =>
  names.filter(name => contains(name, file)).sort((a, b) => b.length - a.length)[0]

/**
 * The path below src/ that a relative import leads to, or null.
 * @param {string} file @param {string} specifier @param {(path: string) => boolean} exists
 */
function resolveImport(file, specifier, exists) {
  // `?nodeWorker`, `?asset` and their like are instructions for the bundler.
  const path = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''))
  const found = ENDINGS.map(ending => path + ending).find(exists)
  return found ?? null
}

/**
 * @param {string} module @param {string[]} allowed @param {string} target @param {boolean} typeOnly
 * @returns {string | null} the objection
 */
function mayImport(module, allowed, target, typeOnly) {
  // A picture or a font is no code; code comes from src/ or from a package.
  if (target.startsWith('../resources/')) return null
  if (target.startsWith('../')) return `src/ may not import ${posix.normalize(`src/${target}`)}`
  if (contains(module, target)) return null
  const open = allowed.filter(name => !name.startsWith(TYPE))
  if (open.some(name => contains(name, target))) return null
  const typesOf = allowed.filter(name => name.startsWith(TYPE)).map(name => name.slice(TYPE.length))
  if (typesOf.some(name => contains(name, target))) {
    return typeOnly ? null : `${module} may import only types from ${target}`
  }
  return `${module} may not import ${target}`
}

/** @param {string[]} allowed @param {string} specifier */
function mayUse(allowed, specifier) {
  const name = packageName(specifier)
  if (specifier.startsWith('node:') || BUILTINS.has(name)) return allowed.includes('node:*')
  if (allowed.includes(`!${name}`)) return false
  return allowed.includes('*') || allowed.includes(name)
}

/** @param {string} specifier */
const packageName = specifier =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/**
 * Each cycle once, found by depth-first search. Types may refer to each other as they like.
 * @param {ReadonlyMap<string, string[]>} needs
 */
function findCycles(needs) {
  /** @type {string[][]} */
  const cycles = []
  const done = new Set()
  /** @type {string[]} */
  const path = []
  /** @param {string} file */
  const walk = file => {
    const start = path.indexOf(file)
    if (start >= 0) {
      cycles.push([...path.slice(start), file])
      return
    }
    if (done.has(file)) return
    path.push(file)
    for (const target of needs.get(file) ?? []) walk(target)
    path.pop()
    done.add(file)
  }
  for (const file of needs.keys()) walk(file)
  return cycles
}
