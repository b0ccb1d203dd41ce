import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitmapUrl } from '../../src/report/bitmap'
import { logAxis, logRange } from '../../src/report/charts/axes'
import { escaped, html } from '../../src/report/html'
import { evaluation } from '../../src/report/strings/evaluation'
import { report } from '../../src/report/strings/report'

describe('markup', () => {
  it('escapes texts, and leaves what it made as it is', () => {
    const inner = html`<b title="${'"'}">${'<&>'}</b>`
    expect(html`<p>${inner}${['a', null, 1]}</p>`.text).toBe(
      '<p><b title="&quot;">&lt;&amp;&gt;</b>a1</p>',
    )
  })

  it('never lets a text open or close an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(escaped(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
      }),
    )
  })
})

describe('a logarithmic axis', () => {
  it('has at least two marks, all within the axis', () => {
    const size = fc.double({ min: 1e-12, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 9 }), values => {
        const { ticks } = logAxis(logRange(values)!, [200, 0], 5)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        for (const { place } of ticks) {
          expect(place).toBeGreaterThanOrEqual(-1e-6)
          expect(place).toBeLessThanOrEqual(200 + 1e-6)
        }
      }),
    )
  })

  it('has no range where nothing is above 0', () => {
    expect(logRange([0, -1, Number.NaN, Number.POSITIVE_INFINITY])).toBeNull()
  })
})

describe('a bitmap', () => {
  it('holds the pixels from the bottom row up, black to white', () => {
    const url = bitmapUrl(Float32Array.of(0, 5, 10, 0, 0, 10), { width: 3, height: 2 })
    const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    expect(bytes.subarray(0, 2).toString()).toBe('BM')
    expect(bytes.readUInt32LE(2)).toBe(bytes.length)
    const start = bytes.readUInt32LE(10)
    expect([...bytes.subarray(start, start + 3)]).toEqual([0, 0, 63])
    expect([...bytes.subarray(start + 4, start + 7)]).toEqual([0, 32, 63])
  })

  it('is black where all pixels are alike', () => {
    const url = bitmapUrl(Float32Array.of(7, 7), { width: 2, height: 1 })
    const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    expect([...bytes.subarray(-4)]).toEqual([0, 0, 0, 0])
  })
})

describe('the words', () => {
  it('take the same values in both languages, and Korean is Korean', () => {
    const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()
    const same = new Set(['F1', 'R²'])
    for (const [key, { en, ko }] of Object.entries({ ...evaluation, ...report })) {
      expect(places(ko), key).toEqual(places(en))
      if (!same.has(en)) expect(ko, key).toMatch(/\p{Script=Hangul}/u)
    }
  })
})
