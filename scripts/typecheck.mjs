#!/usr/bin/env node
import { inNodeModules, projectRoot, say } from './lib/project.mjs'
import { run } from './lib/run.mjs'

// One project for each set of types a folder may see: no DOM in the engine, no Node in the renderer.
const PROJECTS = [
  'src/engine',
  'src/engine/node',
  'src/renderer',
  'src/preload',
  'tsconfig.node.json',
  'test',
  'scripts',
]

const results = await Promise.all(
  PROJECTS.map(async project => ({
    project,
    ...(await run(process.execPath, [inNodeModules('typescript', 'bin', 'tsc'), '-p', project], {
      cwd: projectRoot,
    })),
  })),
)
for (const { project, code, output } of results) {
  if (code === 0) continue
  process.exitCode = 1
  say(`${project}:\n${output.trim()}`)
}
