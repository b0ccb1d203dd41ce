import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Tests run in Node; one that needs a DOM says so with `// @vitest-environment jsdom`.
export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    environment: 'node',
    globalSetup: ['test/support/build-kernels.ts'],
    globals: false,
    // The default leaves a core to the watcher: half the time on two cores.
    maxWorkers: '100%',
    restoreMocks: true,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    teardownTimeout: 5_000,
  },
})
