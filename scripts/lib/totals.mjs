/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Totals} */
export const ZERO = { passed: 0, failed: 0, skipped: 0 }

/** @param {readonly Totals[]} parts @returns {Totals} */
export const sum = parts =>
  parts.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
    }),
    ZERO,
  )

/** A check that is no test suite counts as one. @param {number} code @returns {Totals} */
export const totalsOfCheck = code => (code === 0 ? { ...ZERO, passed: 1 } : { ...ZERO, failed: 1 })

/**
 * @param {any} report what vitest's json reporter wrote
 * @param {number} code vitest's exit code
 * @returns {Totals}
 */
export function totalsOfVitest(report, code) {
  // A file that does not even load has no tests to fail, and is a failure all the same.
  const unloadable = (report.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return withExitCode(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloadable.length,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    },
    code,
  )
}

/**
 * @param {any} report what Playwright's json reporter wrote
 * @param {number} code Playwright's exit code
 * @returns {Totals}
 */
export function totalsOfPlaywright({ stats }, code) {
  // With retries off nothing is flaky; should that change, a flaky test is not one that passed.
  const failed = stats.unexpected + stats.flaky
  return withExitCode({ passed: stats.expected, failed, skipped: stats.skipped }, code)
}

/**
 * What a runner complains of only by its exit code (an unhandled rejection, a failed set-up, no
 * tests at all, a time limit) counts as one failure.
 * @param {Totals} totals @param {number} code @returns {Totals}
 */
const withExitCode = (totals, code) =>
  code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals

/**
 * What `npm test` ends with: `N passed, N failed` is always the last line. @param {Totals} totals
 */
export const totalsLines = ({ passed, failed, skipped }) => [
  ...(skipped > 0 ? [`${skipped} skipped: this machine lacks what they need`] : []),
  `${passed} passed, ${failed} failed`,
]
