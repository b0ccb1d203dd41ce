import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Streams } from '../../src/cli/streams'

/** A stream whose writes fail with a code, or all succeed. */
function stream(code?: string) {
  const written: string[] = []
  const writable = new Writable({
    write(chunk, _encoding, done) {
      if (code !== undefined) return done(Object.assign(new Error(`${code}: write`), { code }))
      written.push(String(chunk))
      done()
    },
  })
  return { writable, written }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

async function write(stdout: string | undefined, stderr?: string) {
  const [out, error] = [stream(stdout), stream(stderr)]
  let failures = 0
  const streams = new Streams(out.writable, error.writable, () => failures++)
  streams.out('result\n')
  streams.error('progress\n')
  streams.out('more\n')
  await settled()
  return { failed: streams.failed, failures, out: out.written, error: error.written }
}

describe('standard output and error', () => {
  it('takes what is written', async () => {
    const all = await write(undefined)
    expect(all).toEqual({
      failed: false,
      failures: 0,
      out: ['result\n', 'more\n'],
      error: ['progress\n'],
    })
  })

  it('says nothing of a reader of results that has seen enough', async () => {
    expect(await write('EPIPE')).toMatchObject({
      failed: false,
      failures: 0,
      error: ['progress\n'],
    })
  })

  it('says once that results cannot be written, and why', async () => {
    const { failed, failures, error } = await write('ENOSPC')
    expect([failed, failures]).toEqual([true, 1])
    expect(error.slice(1)).toEqual(['gradscope: the output cannot be written: the disk is full.\n'])
  })

  it.each(['EPIPE', 'EIO'])('goes on where nobody reads messages (%s)', async code => {
    expect(await write(undefined, code)).toMatchObject({
      failed: false,
      out: ['result\n', 'more\n'],
    })
  })
})
