import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatList, parseList } from '../../../src/engine/data/text-list'

it('gives back the very names it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), names => {
      expect(parseList(formatList(names))).toEqual(names)
    }),
  )
})

it.each([
  ['', []],
  ['a,b', ['a', 'b']],
  [' a , b c ', ['a', 'b c']],
  ['"a, b","say ""x"""', ['a, b', 'say "x"']],
  ['a,', ['a', '']],
  ['"never closed', ['never closed']],
])('reads %j', (text, names) => {
  expect(parseList(text)).toEqual(names)
})
