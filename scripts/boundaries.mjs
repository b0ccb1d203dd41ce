#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { checkImports } from './boundaries/check-imports.mjs'
import { MODULES, PACKAGES } from './boundaries/table.mjs'
import { projectRoot, say } from './lib/project.mjs'

const root = join(projectRoot, 'src')
// AssemblyScript is another language with the same file ending.
const FOREIGN = 'engine/wasm/assembly/'

const files = (await readdir(root, { recursive: true }))
  .map(file => file.split(sep).join('/'))
  .filter(file => /\.tsx?$/.test(file) && !file.startsWith(FOREIGN))
  .sort()
const sources = new Map(
  await Promise.all(
    files.map(async file => {
      const source = await readFile(join(root, file), 'utf8')
      return /** @type {const} */ ([file, source])
    }),
  ),
)
/** @param {string} path */
const isFile = path => existsSync(join(root, path)) && statSync(join(root, path)).isFile()

const problems = checkImports(sources, isFile, { modules: MODULES, packages: PACKAGES })
for (const problem of problems) say(problem)
if (problems.length > 0) process.exitCode = 1
else process.stdout.write(`${files.length} files import only what they may.\n`)
