import { describe, expect, it } from 'vitest'
import { appOrigin, originOf } from '../../../src/main/protocol/origin'

describe('originOf', () => {
  it('is the origin that Chromium gives our scheme', () => {
    expect(originOf('app://gradscope/index.html?a#b')).toBe(appOrigin)
  })

  it('tells other hosts and schemes apart', () => {
    expect(originOf('app://gradscope.evil/index.html')).toBe('app://gradscope.evil')
    expect(originOf('http://localhost:5173/x')).toBe('http://localhost:5173')
    expect(originOf('https://gradscope/')).toBe('https://gradscope')
  })

  it.each(['file:///app/index.html', 'data:text/html,x', 'about:blank', 'nonsense', ''])(
    'gives %j no origin',
    url => expect(originOf(url)).toBe('null'),
  )
})
