import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../src/main/protocol/headers'
import { createAssetServer } from '../../../src/main/protocol/serve'

const files: Record<string, string> = {
  '/root/index.html': '<!doctype html>',
  '/root/app.js': 'export {}',
  '/root/engine.wasm': '\0asm',
}

const serve = createAssetServer('/root', async path => {
  const text = files[path]
  if (text === undefined) throw new Error('ENOENT')
  return new TextEncoder().encode(text)
})

const get = (url: string) => serve({ url, method: 'GET' })

describe('the app protocol', () => {
  it('serves a file with its type', async () => {
    const response = await get('app://gradscope/app.js')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await response.text()).toBe('export {}')
  })

  it('serves WebAssembly so that it can be compiled while it streams', async () => {
    const response = await get('app://gradscope/engine.wasm')
    expect(response.headers.get('content-type')).toBe('application/wasm')
  })

  it('sends the policy, the isolation headers and nosniff with every answer', async () => {
    for (const url of ['app://gradscope/', 'app://gradscope/none', 'app://gradscope/..%2fx']) {
      const { headers } = await get(url)
      expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy)
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('answers 404 for a file that is not there', async () => {
    expect((await get('app://gradscope/none.js')).status).toBe(404)
  })

  it('answers 403 outside its root', async () => {
    expect((await get('app://gradscope/..%2f..%2fetc%2fpasswd')).status).toBe(403)
  })

  it('answers reading requests only', async () => {
    expect((await serve({ url: 'app://gradscope/', method: 'POST' })).status).toBe(405)
  })
})

describe('the content security policy', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map(directive => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources] as const
    }),
  )

  it('denies what it does not name', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
  })

  it('runs scripts of the app only, without inline scripts and eval', () => {
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
  })

  it('names no host, no scheme of the network and no wildcard', () => {
    expect(contentSecurityPolicy).not.toMatch(/https?:|wss?:|\*/)
  })

  it.each(['base-uri', 'form-action', 'frame-ancestors'])('closes %s', name => {
    expect(directives.get(name)).toEqual(["'none'"])
  })
})
