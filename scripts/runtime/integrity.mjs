import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

export class IntegrityError extends Error {
  /** @param {string} file @param {string} expected @param {string} actual */
  constructor(file, expected, actual) {
    super(`${file} is not the file it should be: expected ${expected}, got ${actual}.`)
    this.name = 'IntegrityError'
  }
}

/**
 * Throws unless the file has the given subresource-integrity hash, such as `sha512-…`.
 * @param {string} file
 * @param {string} expected
 */
export async function verifyIntegrity(file, expected) {
  const algorithm = expected.slice(0, expected.indexOf('-'))
  const hash = createHash(algorithm)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  const actual = `${algorithm}-${hash.digest('base64')}`
  if (actual !== expected) throw new IntegrityError(file, expected, actual)
}
