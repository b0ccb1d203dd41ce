import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Targets are the oldest runtime the app runs on (Chromium 130, Node 20), set here because
// electron-vite would otherwise take them from the version of the installed electron package.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          'engine-host': resolve('src/main/engine-host/index.ts'),
          'engine-worker': resolve('src/engine/node/worker.ts'),
          'wasm-helper': resolve('src/engine/node/wasm-helper.ts'),
          cli: resolve('src/cli/index.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      // A sandboxed window only takes a CommonJS preload in one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome130',
      // Small fonts would be inlined as data: URLs, which the window's policy refuses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
  },
})
