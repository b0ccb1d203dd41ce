import { describe, expect, it } from 'vitest'
import {
  sum,
  totalsLines,
  totalsOfCheck,
  totalsOfPlaywright,
  totalsOfVitest,
} from '../../scripts/lib/totals.mjs'

const vitest = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
}
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 2 } }

describe('test totals', () => {
  it('count passed, failed, skipped and planned tests of vitest', () => {
    expect(totalsOfVitest(vitest, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 })
    expect(totalsOfVitest({ ...vitest, numFailedTests: 3 }, 1).failed).toBe(3)
  })

  it('count a test file that does not load as one failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(totalsOfVitest({ ...vitest, testResults }, 1).failed).toBe(1)
  })

  it('count what only the exit code tells as one failure', () => {
    expect(totalsOfVitest(vitest, 1).failed).toBe(1)
    expect(totalsOfPlaywright(playwright, 1).failed).toBe(1)
    expect(totalsOfPlaywright(playwright, 124).failed).toBe(1)
  })

  it('count unexpected and flaky tests of Playwright as failed', () => {
    expect(totalsOfPlaywright(playwright, 0)).toEqual({ passed: 4, failed: 0, skipped: 2 })
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }
    expect(totalsOfPlaywright({ stats }, 1)).toEqual({ passed: 4, failed: 2, skipped: 0 })
  })

  it('count a check as one', () => {
    expect(sum([totalsOfCheck(0), totalsOfCheck(0), totalsOfCheck(2)])).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
    })
  })

  it('are printed with the skipped ones only when there are any', () => {
    expect(totalsLines({ passed: 3, failed: 0, skipped: 0 })).toEqual(['3 passed, 0 failed'])
    const lines = totalsLines({ passed: 3, failed: 1, skipped: 2 })
    expect(lines.at(-1)).toBe('3 passed, 1 failed')
    expect(lines[0]).toMatch(/^2 skipped/)
  })
})
