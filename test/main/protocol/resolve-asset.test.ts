import { join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveAsset } from '../../../src/main/protocol/resolve-asset'

const root = resolve('/opt/gradscope/out/renderer')

describe('resolveAsset', () => {
  it('finds files below the root', () => {
    expect(resolveAsset(root, 'app://gradscope/index.html')).toBe(join(root, 'index.html'))
    expect(resolveAsset(root, 'app://gradscope/assets/a%20b.js?v=1#x')).toBe(
      `${root}/assets/a b.js`,
    )
  })

  it('answers a folder with its index', () => {
    expect(resolveAsset(root, 'app://gradscope/')).toBe(join(root, 'index.html'))
  })

  it.each([
    'app://gradscope/../secret',
    'app://gradscope/assets/../../secret',
    'app://gradscope/%2e%2e/secret',
    'app://gradscope/..%2fsecret',
    'app://gradscope/assets/..%2f..%2f..%2fetc%2fpasswd',
    'app://gradscope/..%5csecret',
    'app://gradscope//etc/passwd',
    'app://gradscope/%00',
    'app://gradscope/C:/Windows/win.ini',
    'app://gradscope/%',
    'app://elsewhere/index.html',
    'app://gradscope:8080/index.html',
    'file:///etc/passwd',
    'https://gradscope/index.html',
    'not a url',
  ])('never leaves the root for %s', url => {
    const file = resolveAsset(root, url)
    expect(file === null || file.startsWith(root + sep)).toBe(true)
  })

  it('never leaves the root for any path', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', '%252e', 'C:', '~', 'a'),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const file = resolveAsset(root, `app://gradscope/${pieces.join('')}`)
        expect(file === null || file.startsWith(root + sep)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['app://elsewhere/index.html', 'file:///etc/passwd', 'app://gradscope/..%2fsecret'])(
    'refuses %s',
    url => expect(resolveAsset(root, url)).toBeNull(),
  )
})
