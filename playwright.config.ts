import { defineConfig } from '@playwright/test'

// `npm test` sets PLAYWRIGHT_JSON_OUTPUT_FILE, which the json reporter reads by itself.
const withReport = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE !== undefined

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/support/global-setup.ts',
  outputDir: 'test-results',
  // Windows compete for the processor and for the focus: one at a time, and no second try, so that
  // a test which fails sometimes is seen to fail.
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  globalTimeout: 20 * 60_000,
  expect: { timeout: 10_000 },
  use: { actionTimeout: 15_000, trace: 'off' },
  reporter: withReport ? [['list'], ['json']] : [['list']],
})
