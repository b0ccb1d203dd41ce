import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatTable,
} from '../../src/cli/format'

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.123456, '0.123'],
    [-12.345, '-12.3'],
    [12345, '12300'],
    [0.001, '0.001'],
    [0.00099, '9.90e-4'],
    [1e5, '1.00e+5'],
    [1e-200, '1.00e-200'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [4.4, '0:04'],
    [59.6, '1:00'],
    [750, '12:30'],
    [-3, '0:00'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 KB'],
    [5_900_000, '5.9 MB'],
    [4e9, '4.0 GB'],
    [5e12, '5000.0 GB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('formatTable', () => {
  it('aligns the first column left and the others right, without trailing blanks', () => {
    expect(
      formatTable([
        ['', 'n', 'note'],
        ['long name', '1,000', ''],
        ['b', '7', 'x'],
      ]),
    ).toBe('               n  note\nlong name  1,000\nb              7     x')
  })

  it('groups digits and writes shares as percentages', () => {
    expect(formatCount(1234567)).toBe('1,234,567')
    expect(formatPercent(0.98765)).toBe('98.8 %')
  })
})
