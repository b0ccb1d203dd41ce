import { describe, expect, it } from 'vitest'
import { wrapped } from '../../../src/renderer/panels/charts/empty'
import {
  elide,
  formatValue,
  powerOfTen,
  textWidth,
} from '../../../src/renderer/panels/charts/format'

describe('figures', () => {
  it('are plain where that is short and exponential elsewhere', () => {
    expect([0, 0.0286457, 12, 1234.5, 1.0734e-6, 2.5e7, -3e-9].map(v => formatValue(v))).toEqual([
      '0',
      '0.0286457',
      '12',
      '1234.5',
      '1.0734e−6',
      '2.5e7',
      '−3e−9',
    ])
  })

  it('name NaN and the infinities', () => {
    expect(
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(v => formatValue(v)),
    ).toEqual(['NaN', 'Inf', '−Inf'])
  })

  it('write powers of ten with superscripts', () => {
    expect([-12, 0, 3].map(powerOfTen)).toEqual(['10⁻¹²', '10⁰', '10³'])
  })
})

describe('labels', () => {
  it('are cut in the middle, so that both ends of a name tell', () => {
    expect(elide('dense1', 100)).toBe('dense1')
    const cut = elide('encoder-projection-dense12', 80)
    expect(cut).toMatch(/^enc.*….*12$/)
    expect(textWidth(cut)).toBeLessThanOrEqual(80)
  })

  it('count Korean characters as wide', () => {
    expect(textWidth('은닉층')).toBe(33)
    expect(textWidth(elide('아주 긴 이름을 가진 은닉층', 80))).toBeLessThanOrEqual(80)
  })
})

describe('lines of a text', () => {
  it('break between words where there is no room, and nowhere else', () => {
    expect(wrapped('one two three', 1000)).toEqual(['one two three'])
    expect(wrapped('one two three', 60)).toEqual(['one two', 'three'])
    expect(wrapped('unbreakable', 10)).toEqual(['unbreakable'])
  })
})
