import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** Chromium reads woff2; KaTeX's style sheet names two older formats of every font beside it. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform: {
    filter: { id: /katex[^/]*\.css$/ },
    handler: css => css.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("\w+"\)/g, ''),
  },
}

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
    plugins: [react(), onlyWoff2],
    build: {
      target: 'chrome130',
      // Small fonts would be inlined as data: URLs, which the window's policy refuses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
  },
})
