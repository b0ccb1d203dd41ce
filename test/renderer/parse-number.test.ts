import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatField } from '../../src/renderer/format'
import {
  formatRange,
  type NumberRule,
  parseNumber,
  scrubNumber,
  stepNumber,
} from '../../src/renderer/inspector/parse-number'

const any: NumberRule = { whole: false, min: -1e12, max: 1e12 }
const units: NumberRule = { whole: true, min: 1, max: 65_536 }
const rate: NumberRule = { whole: false, min: 0, max: 1, exclusiveMax: true }
const learningRate: NumberRule = { whole: false, min: 0, max: 1e12, scale: 'log' }
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
    ['1/3', 1 / 3],
    ['−1 / 4', -0.25],
  ])('reads %j', (text, expected) => {
    expect(value(text)).toBe(expected)
  })

  it.each([
    'abc',
    '1e',
    '--2',
    '1.2.3',
    '0x10',
    'Infinity',
    'NaN',
    '12,34,5',
    '1/0',
    '1/2/3',
    '/2',
  ])('refuses %j', text => expect(value(text)).toBe('field.notNumber'))

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

  it('goes through 1, 2, 5, 10 for rates, and by ten with Shift', () => {
    const up = [1e-3]
    for (let i = 0; i < 4; i++) up.push(stepNumber(up.at(-1)!, 1, false, learningRate))
    expect(up).toEqual([0.001, 0.002, 0.005, 0.01, 0.02])
    expect(up.toReversed().slice(1)).toEqual(
      up
        .toReversed()
        .slice(0, -1)
        .map(rate => stepNumber(rate, -1, false, learningRate)),
    )
    expect(stepNumber(0.03, 1, false, learningRate)).toBe(0.05)
    expect(stepNumber(0.03, -1, false, learningRate)).toBe(0.02)
    expect(stepNumber(0.001, -1, true, learningRate)).toBe(0.0001)
  })

  it('never takes a rate to 0', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e11, noNaN: true }), value => {
        expect(stepNumber(value, -1, false, learningRate)).toBeGreaterThan(0)
        expect(stepNumber(value, -1, false, learningRate)).toBeLessThan(value)
      }),
    )
  })

  it('goes by a hundredth of a share, or by its last decimal', () => {
    expect(stepNumber(0.2, 1, false, rate)).toBe(0.21)
    expect(stepNumber(0.2, -1, true, rate)).toBe(0.1)
    expect(stepNumber(0.998, 1, false, rate)).toBe(0.999)
    expect(stepNumber(0, 1, false, rate)).toBe(0.01)
  })

  it('goes by a tenth of the leading digit otherwise', () => {
    expect(stepNumber(1, 1, false, any)).toBe(1.1)
    expect(stepNumber(-30, 1, false, any)).toBe(-29)
  })

  it('stays within the rule', () => {
    expect(stepNumber(1, -1, false, units)).toBe(1)
    expect(stepNumber(65_536, 1, true, units)).toBe(65_536)
    expect(stepNumber(0.99, 1, false, rate)).toBe(0.99)
    expect(stepNumber(0.95, 1, true, rate)).toBe(0.95)
  })
})

describe('scrubNumber', () => {
  it('doubles a rate or a large whole number every 60 pixels', () => {
    expect(scrubNumber(0.001, 60, learningRate)).toBe(0.002)
    expect(scrubNumber(0.001, -120, learningRate)).toBe(0.00025)
    expect(scrubNumber(64, 60, units)).toBe(128)
    expect(scrubNumber(64, -6000, units)).toBe(1)
  })

  it('goes a step every 4 pixels otherwise', () => {
    expect(scrubNumber(5, 8, units)).toBe(7)
    expect(scrubNumber(0.2, 40, rate)).toBe(0.3)
    expect(scrubNumber(0.2, 4000, rate)).toBe(0.2)
  })

  it('comes back to where it was', () => {
    expect(scrubNumber(0.001, 0, learningRate)).toBe(0.001)
    expect(scrubNumber(5, 0, units)).toBe(5)
  })
})

describe('formatRange', () => {
  it.each([
    [units, '1 – 65,536'],
    [rate, '0 ≤ x < 1'],
    [sigma, '0 < x ≤ 100'],
    [learningRate, '≥ 0'],
    [{ ...learningRate, exclusiveMin: true }, '> 0'],
    [any, null],
    [{ whole: true, min: 0, max: 0xffff_ffff }, '0 – 4,294,967,295'],
    [{ whole: true, min: 1, max: 1_000_000 }, '1 – 1e6'],
  ])('writes %j as %s', (rule, text) => {
    expect(formatRange(rule)).toBe(text)
  })
})
