import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The renderer in a plain browser, with a stand-in for main and engine: for looking at it, and for
// screenshots. `npx vite --config test/renderer/harness/vite.config.ts`; never part of the app.
export default defineConfig({
  root: resolve(import.meta.dirname),
  cacheDir: resolve('node_modules/.vite-harness'),
  plugins: [react()],
  server: { port: 5333, strictPort: true, fs: { allow: [resolve('.')] } },
})
