import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonMistake, findRepeatedField } from '../../../src/engine/document/json-syntax'
import { parseDocument } from '../../../src/engine/document/parse'
import { emptyDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { mnistDocument } from '../../support/documents'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const place = (text: string) => {
  const { line, column, reason } = findJsonMistake(text) ?? {}
  return `${line}:${column} ${reason}`
}

describe('where a text stops being JSON', () => {
  it.each([
    ['', '1:1 the text ends here, but is not complete'],
    ['{"a": 1', '1:8 the text ends here, but is not complete'],
    ['{"a', '1:4 the text ends here, but is not complete'],
    ['{\n  "a": 1\n  "b": 2\n}', '2:9 a comma or } is missing'],
    ['[1\n2]', '1:3 a comma or ] is missing'],
    ['{\r\n  "a": 1,\r\n}', '2:9 this comma has nothing after it but }'],
    ['[1,]', '1:3 this comma has nothing after it but ]'],
    ['{"a" 1}', '1:6 a colon is missing'],
    ['{a: 1}', '1:2 a name in double quotes is missing'],
    ['{"a": NaN}', '1:7 NaN is no value'],
    ['{"a": -Infinity}', '1:7 -Infinity is no value'],
    ['[True]', '1:2 True is no value'],
    ['[007]', '1:2 007 is no value'],
    ['[.5]', '1:2 .5 is no value'],
    ['[1., 2]', '1:2 1. is no value'],
    ["['a']", '1:2 texts stand in double quotes'],
    ['// a\n{}', '1:1 comments have no place here'],
    ['["a\n"]', '1:4 a closing quote is missing'],
    ['["a\\x"]', '1:4 a backslash has no meaning here'],
    ['["\t"]', '1:3 a control character stands in a text'],
    ['{} {}', '1:4 there is more after the end'],
    ['[,]', '1:2 a value is missing'],
  ])('%j', (text, expected) => {
    expect(place(text)).toBe(expected)
  })

  it('is nowhere in JSON, and somewhere in all else', () => {
    const pieces = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', '-', '.', 'e', ' ', '\n', '\u0007'],
      ...['true', 'null', '"x"', '"x":', '0', '\\n', '\\u12', 'é', '한'],
    )
    const broken = fc.array(pieces, { maxLength: 12 }).map(parts => parts.join(''))
    const sound = fc.json()
    fc.assert(
      fc.property(fc.oneof(broken, sound), text => {
        expect(findJsonMistake(text) === null).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('is found in a damaged file, within it', () => {
    const text = serializeDocument(emptyDocument())
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 2 }), (at, inserted) => {
        const damaged = text.slice(0, at) + inserted + text.slice(at + 1)
        const mistake = findJsonMistake(damaged)
        expect(mistake === null).toBe(isJson(damaged))
        if (mistake) expect(mistake.line).toBeLessThanOrEqual(damaged.split('\n').length)
      }),
    )
  })

  it('is named by line and column', () => {
    const text = serializeDocument(emptyDocument()).replace('"epochs": 5,', '"epochs": 5')
    expect(parseDocument(`\ufeff${text}`)).toEqual({
      kind: 'notGradscope',
      reason: expect.stringMatching(/^not JSON: line \d\d, column 16: a comma or } is missing$/),
    })
  })
})

describe('a field that is given twice', () => {
  const text = serializeDocument(mnistDocument([6]))
  const twice = text.replace('"units": 6', '"units": 7,\n        "\\u0075nits": 6')

  it('is an issue with line and column; the last one is what can be kept', () => {
    const parsed = parseDocument(twice)
    const line = twice.slice(0, twice.indexOf('"\\u0075nits')).split('\n').length
    const reason = `line ${line}, column 9: the field "units" is given twice`
    expect(parsed).toMatchObject({
      kind: 'invalid',
      path: '',
      reason,
      issues: [{ path: '', reason }],
    })
    const kept = parsed.kind === 'invalid' ? parsed.salvage : null
    expect(kept?.nodes[1]?.attrs.units).toBe(6)
  })

  it('comes before what else is wrong', () => {
    const parsed = parseDocument(twice.replace('"epochs": 5', '"epochs": -5'))
    expect(parsed.kind === 'invalid' && parsed.issues).toMatchObject([
      { reason: expect.stringContaining('twice') },
      { path: 'training.epochs' },
    ])
  })

  it('is not seen where different objects have a field of one name, or a text has colons', () => {
    expect(parseDocument(text.replace('"name": "test"', '"name": "a: b: \\" c:"')).kind).toBe('ok')
  })

  it('is found wherever it is, and nowhere else', () => {
    type Tree = readonly (readonly [name: string, value: Tree | string])[]
    const name = fc.constantFrom('"a"', '"b"', '"\\u0061"', '":"', '"\\""')
    const { tree } = fc.letrec<{ tree: Tree }>(tie => {
      const value = fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('1', '":"', '[{"a": 2}]'),
        tie('tree'),
      )
      return { tree: fc.array(fc.tuple(name, value), { maxLength: 3 }) }
    })
    const written = (members: Tree): string => {
      const each = members.map(([key, value]) => {
        return `${key}: ${typeof value === 'string' ? value : written(value)}`
      })
      return `{${each.join(', ')}}`
    }
    const repeats = (members: Tree): boolean => {
      const names = new Set(members.map(([key]) => JSON.parse(key)))
      return (
        names.size < members.length ||
        members.some(([, value]) => typeof value !== 'string' && repeats(value))
      )
    }
    fc.assert(
      fc.property(tree, members => {
        const text = written(members)
        expect(findRepeatedField(text) !== null).toBe(repeats(members))
        const head = `{"format": "gradscope", "version": 1, "x": ${text}}`
        const parsed = parseDocument(head)
        const reason = parsed.kind === 'invalid' ? parsed.reason : ''
        expect(reason.includes('is given twice')).toBe(repeats(members))
      }),
    )
  })
})
