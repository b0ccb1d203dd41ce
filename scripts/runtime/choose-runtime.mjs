import { messageOf } from '../lib/project.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} path the Electron executable
 * @property {string} version Electron's version, or 'unknown'
 * @property {string} source which of the sources it came from
 *
 * @typedef {object} RuntimeSource
 * @property {string} name
 * @property {() => Promise<Runtime | { unavailable: string }>} find
 */

export class NoRuntimeError extends Error {
  /** @param {string[]} reasons */
  constructor(reasons) {
    super(
      [
        'No Electron runtime could be found or downloaded:',
        ...reasons.map(reason => `  - ${reason}`),
        'Remedy: connect to a network that reaches github.com (or set ELECTRON_MIRROR) and run',
        '`npm run runtime -- --retry`, or unpack an Electron release yourself and set',
        'ELECTRON_OVERRIDE_DIST_PATH to its directory.',
      ].join('\n'),
    )
    this.name = 'NoRuntimeError'
  }
}

/**
 * Asks the sources in order and takes the first runtime. A source that fails is a reason to ask
 * the next one, never an end.
 * @param {readonly RuntimeSource[]} sources
 * @returns {Promise<Runtime>}
 */
export async function chooseRuntime(sources) {
  /** @type {string[]} */
  const reasons = []
  for (const source of sources) {
    try {
      const found = await source.find()
      if ('path' in found) return found
      reasons.push(`${source.name}: ${found.unavailable}`)
    } catch (error) {
      reasons.push(`${source.name}: ${messageOf(error)}`)
    }
  }
  throw new NoRuntimeError(reasons)
}
