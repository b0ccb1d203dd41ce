#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fingerprintOf } from './lib/fingerprint.mjs'
import { withLock } from './lib/lock.mjs'
import { inNodeModules, isMainModule, messageOf, projectRoot, say } from './lib/project.mjs'
import { run } from './lib/run.mjs'

const SOURCES = ['src/engine/wasm', 'scripts/build-kernels.mjs', 'package-lock.json']
const BUILD_TIMEOUT_MS = 2 * 60_000

// Two modules of the same sources: fused multiply-add where the runtime has relaxed SIMD.
const MODULES = {
  simd: 'simd,threads',
  relaxed: 'simd,relaxed-simd,threads',
}

export const KERNEL_PRODUCTS = Object.keys(MODULES).map(name => `wasm/${name}.wasm`)

/**
 * Compiles the AssemblyScript kernels to out/wasm unless they were built from the sources as they are.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureKernels({ force = false } = {}) {
  const folder = join(projectRoot, 'out', 'wasm')
  const stamp = join(folder, '.built-from')
  await withLock(join(projectRoot, 'node_modules', '.gradscope-kernels.lock'), async () => {
    const fingerprint = await fingerprintOf(projectRoot, SOURCES)
    const complete = KERNEL_PRODUCTS.every(file => existsSync(join(projectRoot, 'out', file)))
    if (!force && complete && (await readFile(stamp, 'utf8').catch(() => '')) === fingerprint)
      return
    await mkdir(folder, { recursive: true })
    await Promise.all(Object.entries(MODULES).map(([name, features]) => compile(name, features)))
    await writeFile(stamp, fingerprint)
  })
}

/** @param {string} name @param {string} features */
async function compile(name, features) {
  const { code, output } = await run(
    process.execPath,
    [
      inNodeModules('assemblyscript', 'bin', 'asc.js'),
      'src/engine/wasm/assembly/index.ts',
      ...['--outFile', `out/wasm/${name}.wasm`],
      ...['--enable', features],
      ...['--runtime', 'stub', '--importMemory', '--sharedMemory'],
      ...['--initialMemory', '1', '--maximumMemory', '65536'],
      // Above the control words of threads.ts, below MEMORY_START.
      ...['--memoryBase', '2048'],
      ...['-O3', '--noAssert'],
    ],
    { cwd: projectRoot, env: { ...process.env, FORCE_COLOR: '0' }, timeoutMs: BUILD_TIMEOUT_MS },
  )
  if (code !== 0) throw new Error(`The kernels do not compile:\n${output.trim()}`)
}

if (isMainModule(import.meta.url)) {
  try {
    await ensureKernels({ force: process.argv.includes('--force') })
  } catch (error) {
    say(messageOf(error))
    process.exitCode = 1
  }
}
