import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/engine/document/change'
import { parseDocument } from '../../../src/engine/document/parse'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { anyDocument, bypassed, mnistDocument } from '../../support/documents'

/** The same value with the keys of every object the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  ) as T
}

describe('serializeDocument', () => {
  it('gives back the document when it is parsed', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        expect(parseDocument(serializeDocument(document))).toEqual({ kind: 'ok', document })
      }),
      { numRuns: 200 },
    )
  })

  it('writes the same text again for what it read', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const text = serializeDocument(document)
        const result = parseDocument(text)
        expect(result.kind === 'ok' && serializeDocument(result.document)).toBe(text)
      }),
    )
  })

  it('writes keys in one order, whatever order they came in', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        expect(serializeDocument(reversed(document))).toBe(serializeDocument(document))
      }),
    )
  })

  it('changes one line for one changed attr, and ends with one newline', () => {
    const before = mnistDocument([8])
    const after = applyChange(before, { kind: 'setAttrs', id: 'dense1', attrs: { units: 9 } })
    const [a, b] = [before, after].map(document => serializeDocument(document).split('\n'))
    expect(a!.filter((line, i) => line !== b![i])).toHaveLength(1)
    expect(a!.at(-1)).toBe('')
    expect(a!.at(-2)).toBe('}')
  })

  it('writes frames and bypassed nodes only where there are some', () => {
    const plain = mnistDocument([8])
    expect(serializeDocument(plain)).not.toMatch(/disabled|frames/)
    const text = serializeDocument({
      ...bypassed(plain, 'relu1'),
      frames: [
        { height: 60, width: 90, text: '', id: 'n', position: { y: 1, x: 0 }, title: 'why' },
      ],
    })
    expect(text).toContain('"disabled": true')
    const keys = ['id', 'title', 'position', 'width', 'height', 'text']
    expect(Object.keys(JSON.parse(text).frames[0])).toEqual(keys)
    expect(Object.keys(JSON.parse(text)).slice(4)).toEqual(['edges', 'frames', 'training'])
  })

  it('writes composed characters, so that equal names are equal bytes', () => {
    const name = 'Sch\u0065\u0301ma'
    const text = serializeDocument({ ...mnistDocument(), name })
    expect(text).toContain('Sch\u00e9ma')
  })
})
