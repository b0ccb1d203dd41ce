import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isFresh, PRODUCTS, reasonIn, SOURCES } from '../../scripts/ensure-built.mjs'
import { fingerprintOf } from '../../scripts/lib/fingerprint.mjs'

let root: string
const write = async (path: string, text = '') => {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gradscope-built-'))
  await write('src/main/index.ts', 'a')
  await write('src/engine/protocol.ts', 'b')
  await write('package.json', '{}')
  await build()
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** What a build leaves behind. */
async function build() {
  for (const product of PRODUCTS) {
    await write(`out/${product}`)
  }
  await write('out/.built-from', await fingerprintOf(root, SOURCES))
}

describe('a build', () => {
  it('is fresh while nothing changes', async () => {
    expect(await isFresh(root)).toBe(true)
  })

  it('is stale after an edit, also one that is dated before the build', async () => {
    await write('src/main/index.ts', 'c')
    await utimes(join(root, 'src/main/index.ts'), 1, 1)
    expect(await isFresh(root)).toBe(false)
  })

  it('is stale after a source was added or deleted', async () => {
    await write('src/shared/new.ts')
    expect(await isFresh(root)).toBe(false)
    await build()
    await rm(join(root, 'src/engine/protocol.ts'))
    expect(await isFresh(root)).toBe(false)
  })

  it('is stale after its configuration changed', async () => {
    await write('electron.vite.config.ts', 'export default {}')
    expect(await isFresh(root)).toBe(false)
  })

  it('is stale when a product or the stamp is missing', async () => {
    await rm(join(root, 'out/main/cli.js'))
    expect(await isFresh(root)).toBe(false)
    await build()
    await rm(join(root, 'out/.built-from'))
    expect(await isFresh(root)).toBe(false)
  })

  it('does not care for files that are no sources', async () => {
    await write('README.md', 'x')
    await write('test/a.test.ts', 'x')
    expect(await isFresh(root)).toBe(true)
  })
})

describe('the reason of a failed build', () => {
  it('is the line that names the error, without colours', () => {
    const output = [
      'vite building…',
      '\u001b[31m✗\u001b[39m Build failed in 37ms',
      '\u001b[31merror during build:',
      '\u001b[31mBuild failed with 1 error:',
      '',
      '\u001b[31m[UNRESOLVED_ENTRY] \u001b[0mCannot resolve entry module x.ts.',
      '    at somewhere',
    ].join('\n')
    expect(reasonIn(output, 1)).toBe('[UNRESOLVED_ENTRY] Cannot resolve entry module x.ts.')
  })

  it('is the exit code when nothing was printed', () => {
    expect(reasonIn('', 3)).toBe('exit code 3')
  })
})
