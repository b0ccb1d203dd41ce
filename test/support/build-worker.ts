import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Builds the engine worker into a folder of its own, for all tests of a file. */
export function useBuiltWorker(): { readonly path: string } {
  const directory = mkdtempSync(join(tmpdir(), 'gradscope-worker-'))
  const worker = { path: join(directory, 'engine-worker.mjs') }
  beforeAll(async () => {
    const { build } = await import('vite')
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: {
        ssr: 'src/engine/node/worker.ts',
        outDir: directory,
        emptyOutDir: false,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { entryFileNames: 'engine-worker.mjs' } },
      },
    })
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'dir')
  }, 60_000)
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return worker
}
