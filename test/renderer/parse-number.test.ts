import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatField } from '../../src/renderer/format'
import { type NumberRule, parseNumber, stepNumber } from '../../src/renderer/inspector/parse-number'

const any: NumberRule = { whole: false, min: -1e12, max: 1e12 }
const units: NumberRule = { whole: true, min: 1, max: 65_536 }
const rate: NumberRule = { whole: false, min: 0, max: 1, exclusiveMax: true }
const sigma: NumberRule = { whole: false, min: 0, max: 100, exclusiveMin: true }

const value = (text: string, rule = any) => {
  const parsed = parseNumber(text, rule)
  return parsed.ok ? parsed.value : parsed.reason.key
}

describe('parseNumber', () => {
  it.each([
    ['16', 16],
    [' 0.5 ', 0.5],
    ['1e-3', 0.001],
    ['1E+2', 100],
    ['.25', 0.25],
    ['5.', 5],
    ['−3', -3],
    ['12,560', 12_560],
    ['1,234,567.5', 1_234_567.5],
    ['0,5', 0.5],
    ['1,5e-3', 0.0015],
    ['-0', 0],
  ])('reads %j', (text, expected) => {
    expect(value(text)).toBe(expected)
  })

  it.each(['abc', '1e', '--2', '1.2.3', '0x10', 'Infinity', 'NaN', '12,34,5'])('refuses %j', text =>
    expect(value(text)).toBe('field.notNumber'),
  )

  it('says what is wrong with a number that is not allowed', () => {
    expect(value('')).toBe('field.empty')
    expect(value('2.5', units)).toBe('field.notWhole')
    expect(value('0', units)).toBe('field.tooSmall')
    expect(value('65537', units)).toBe('field.tooLarge')
    expect(value('1e999', units)).toBe('field.tooLarge')
    expect(value('1', rate)).toBe('field.tooLargeExclusive')
    expect(value('0', sigma)).toBe('field.tooSmallExclusive')
  })

  it('takes whole numbers in scientific notation', () => {
    expect(value('1e3', units)).toBe(1000)
  })

  it('shows large whole numbers in full unless the short form is shorter', () => {
    expect(formatField(4_294_967_295)).toBe('4294967295')
    expect(formatField(1e9)).toBe('1e9')
    expect(formatField(0.0001)).toBe('1e-4')
  })

  it('reads back every number as the field shows it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), number => {
        expect(value(formatField(number))).toBe(number === 0 ? 0 : number)
      }),
    )
  })
})

describe('stepNumber', () => {
  it('goes by one for whole numbers and by ten with Shift', () => {
    expect(stepNumber(16, 1, false, units)).toBe(17)
    expect(stepNumber(16, -1, true, units)).toBe(6)
  })

  it('goes by the size of the number itself otherwise', () => {
    expect(stepNumber(0.1, 1, false, any)).toBe(0.2)
    expect(stepNumber(1e-5, 1, false, any)).toBe(2e-5)
  })

  it('stays within the rule', () => {
    expect(stepNumber(1, -1, false, units)).toBe(1)
    expect(stepNumber(65_536, 1, true, units)).toBe(65_536)
    expect(stepNumber(0.9, 1, false, rate)).toBe(0.9)
  })
})
