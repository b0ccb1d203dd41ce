import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Builds the engine worker into a folder of its own, laid out as out/ is, for all tests of a file. */
export function useBuiltWorker(): { readonly path: string } {
  const directory = mkdtempSync(join(tmpdir(), 'gradscope-worker-'))
  const worker = { path: join(directory, 'main', 'engine-worker.mjs') }
  beforeAll(async () => {
    const { build } = await import('vite')
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: {
        ssr: true,
        outDir: join(directory, 'main'),
        emptyOutDir: false,
        target: 'node20',
        minify: false,
        rolldownOptions: {
          input: {
            'engine-worker': 'src/engine/node/worker.ts',
            'wasm-helper': 'src/engine/node/wasm-helper.ts',
          },
          output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
        },
      },
    })
    symlinkSync(join(root, 'out', 'wasm'), join(directory, 'wasm'), 'dir')
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'dir')
  }, 60_000)
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return worker
}
