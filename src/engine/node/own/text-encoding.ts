/** Encodings that tables are read in; each is a label of `TextDecoder`. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'euc-kr', 'windows-1252'] as const
export type TextEncoding = (typeof textEncodings)[number]

/**
 * The encoding of a text from its first bytes: by its byte-order mark, by where its zero bytes are, or as
 * the first of UTF-8 and CP949 that allows them.
 */
export function detectEncoding(sample: Uint8Array): TextEncoding {
  const [a, b, c] = sample
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++
  // Half of the bytes of Western text in UTF-16 are 0; no table in another encoding has any.
  const [even, odd] = zeros as [number, number]
  if (Math.max(even, odd) > sample.length / 8) return odd >= even ? 'utf-16le' : 'utf-16be'
  if (isValid(sample, 'utf-8')) return 'utf-8'
  return isValid(sample, 'euc-kr') ? 'euc-kr' : 'windows-1252'
}

/** The sample may end within a letter. */
function isValid(sample: Uint8Array, encoding: TextEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}
