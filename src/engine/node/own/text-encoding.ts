import iconv from 'iconv-lite'

/** Encodings that tables are read in. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'euc-kr', 'windows-1252'] as const
export type TextEncoding = (typeof textEncodings)[number]

/** Turns bytes that come in pieces into text. */
export interface TextReader {
  /** @throws where the bytes are no text of the encoding. */
  read(bytes: Uint8Array, isLast: boolean): string
}

/** Node's own decoder of `euc-kr` lacks the letters that CP949 adds to it. */
const byTable: Readonly<Partial<Record<TextEncoding, string>>> = {
  'euc-kr': 'cp949',
  'windows-1252': 'windows-1252',
}

/** Reads text in an encoding, however it is cut. `read` throws where bytes are none of it. */
export function createTextReader(encoding: TextEncoding): TextReader {
  const table = byTable[encoding]
  if (table === undefined) {
    const decoder = new TextDecoder(encoding, { fatal: true })
    return { read: (bytes, isLast) => decoder.decode(bytes, { stream: !isLast }) }
  }
  const decoder = iconv.getDecoder(table)
  return {
    read(bytes, isLast) {
      const text = decoder.write(Buffer.from(bytes)) + (isLast ? (decoder.end() ?? '') : '')
      if (encoding === 'euc-kr' && text.includes('\ufffd')) throw new Error('no CP949 text')
      return text
    },
  }
}

/**
 * The encoding of a text from its first bytes: by its byte-order mark, by where its zero bytes are, or as
 * the first of UTF-8 and CP949 that allows them.
 *
 * @param isWhole whether the sample is all of it; else it may end within a letter.
 */
export function detectEncoding(sample: Uint8Array, isWhole: boolean): TextEncoding {
  const [a, b, c] = sample
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++
  // Half of the bytes of Western text in UTF-16 are 0; no table in another encoding has any.
  const [even, odd] = zeros as [number, number]
  if (Math.max(even, odd) > sample.length / 8) return odd >= even ? 'utf-16le' : 'utf-16be'
  return (
    (['utf-8', 'euc-kr'] as const).find(encoding => {
      try {
        createTextReader(encoding).read(sample, isWhole)
        return true
      } catch {
        return false
      }
    }) ?? 'windows-1252'
  )
}
