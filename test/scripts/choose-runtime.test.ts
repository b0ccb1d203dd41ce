import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseRuntime } from '../../scripts/runtime/choose-runtime.mjs'
import { npmElectron, REMEMBER_FAILURE_MS } from '../../scripts/runtime/npm-electron.mjs'
import { overrideRuntime } from '../../scripts/runtime/override-runtime.mjs'
import { placeInRuntime, registryRuntime } from '../../scripts/runtime/registry-runtime.mjs'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gradscope-runtime-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const found = (source: string) => ({ path: `/${source}/electron`, version: '1.0.0', source })
const source = (name: string, result: Awaited<ReturnType<typeof registryFind>>) => ({
  name,
  find: async () => result,
})
const registryFind = registryRuntime({
  env: {},
  platform: 'linux',
  arch: 'x64',
  cache: '/nowhere',
  log: () => {},
}).find

describe('the choice of a runtime', () => {
  it('takes the first source that has one and asks no further', async () => {
    const runtime = await chooseRuntime([
      source('a', { unavailable: 'not set' }),
      source('b', found('b')),
      {
        name: 'c',
        find: () => {
          throw new Error('asked')
        },
      },
    ])
    expect(runtime.source).toBe('b')
  })

  it('takes a source that throws for one that has nothing', async () => {
    const broken = { name: 'a', find: () => Promise.reject(new Error('disk full')) }
    expect((await chooseRuntime([broken, source('b', found('b'))])).source).toBe('b')
  })

  it('gives every reason and a remedy when there is no runtime', async () => {
    const all = chooseRuntime([
      source('a', { unavailable: 'not set' }),
      { name: 'b', find: () => Promise.reject(new Error('offline')) },
    ])
    await expect(all).rejects.toThrow(/a: not set[\s\S]*b: offline[\s\S]*Remedy: /)
  })
})

describe('ELECTRON_OVERRIDE_DIST_PATH', () => {
  it('names the directory of a release, whose version file is read', async () => {
    await writeFile(join(directory, 'electron'), '')
    await writeFile(join(directory, 'version'), 'v40.1.2\n')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: directory }
    expect(await overrideRuntime({ env, platform: 'linux' }).find()).toEqual({
      path: join(directory, 'electron'),
      version: '40.1.2',
      source: 'override',
    })
  })

  it('is passed over when there is no executable in it', async () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: directory }
    expect(await overrideRuntime({ env, platform: 'linux' }).find()).toHaveProperty('unavailable')
  })
})

describe('the electron package', () => {
  const wanted = '45.0.0'
  let downloads: number
  let now: number

  beforeEach(async () => {
    downloads = 0
    now = 1_000_000
    await mkdir(join(directory, 'electron', 'dist'), { recursive: true })
    await writeFile(
      join(directory, 'electron', 'package.json'),
      JSON.stringify({ version: wanted }),
    )
  })

  async function unpack(version: string) {
    await writeFile(join(directory, 'electron', 'dist', 'electron'), '')
    await writeFile(join(directory, 'electron', 'dist', 'version'), version)
    await writeFile(join(directory, 'electron', 'path.txt'), 'electron')
  }

  const electron = (options: {
    works: boolean
    retry?: boolean
    mayRemember?: boolean
    env?: NodeJS.ProcessEnv
  }) =>
    npmElectron({
      env: options.env ?? {},
      platform: 'linux',
      cache: join(directory, 'cache'),
      mayRemember: options.mayRemember ?? true,
      retry: options.retry ?? false,
      log: () => {},
      packageDirectory: join(directory, 'electron'),
      now: () => now,
      download: async () => {
        downloads++
        if (options.works) await unpack(wanted)
        return options.works
          ? { code: 0, output: '' }
          : { code: 1, output: 'TypeError: fetch failed' }
      },
    }).find()

  it('is used as it is when its binary is there', async () => {
    await unpack(wanted)
    expect(await electron({ works: false })).toMatchObject({ version: wanted })
    expect(downloads).toBe(0)
  })

  it('is downloaded again when the binary belongs to another version', async () => {
    await unpack('44.0.0')
    expect(await electron({ works: true })).toMatchObject({ version: wanted })
    expect(downloads).toBe(1)
  })

  it('is downloaded again when its unpacking was cut short', async () => {
    await unpack(wanted)
    await rm(join(directory, 'electron', 'path.txt'))
    expect(await electron({ works: true })).toMatchObject({ version: wanted })
    expect(downloads).toBe(1)
  })

  it('is not tried again for some hours after a failed download', async () => {
    expect(await electron({ works: false })).toEqual({
      unavailable: 'downloading 45.0.0 failed (TypeError: fetch failed)',
    })
    now += REMEMBER_FAILURE_MS - 1
    expect(await electron({ works: true })).toHaveProperty('unavailable')
    expect(downloads).toBe(1)
    now += 2
    expect(await electron({ works: true })).toMatchObject({ version: wanted })
  })

  it('is tried again at once when asked to', async () => {
    await electron({ works: false })
    expect(await electron({ works: true, retry: true })).toMatchObject({ version: wanted })
  })

  it('is tried every time where nothing else could take over', async () => {
    await electron({ works: false, mayRemember: false })
    await electron({ works: false, mayRemember: false })
    expect(downloads).toBe(2)
    expect(await readdir(join(directory, 'cache'))).toEqual([])
  })

  it('is not downloaded when ELECTRON_SKIP_BINARY_DOWNLOAD says so', async () => {
    await electron({ works: true, env: { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } })
    expect(downloads).toBe(0)
  })
})

describe('the registry runtime', () => {
  it('says for which machines there is one', async () => {
    const windows = registryRuntime({
      env: {},
      platform: 'win32',
      arch: 'x64',
      cache: directory,
      log: () => {},
    })
    expect(await windows.find()).toEqual({
      unavailable: 'there is one for linux x64 only, and this is win32 x64',
    })
  })

  it('takes the runtime out of the archive and leaves the other application there', () => {
    expect(placeInRuntime('Cypress/Cypress')).toBe('electron')
    expect(placeInRuntime('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak')
    expect(placeInRuntime('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin')
    expect(placeInRuntime('Cypress/browser_v8_context_snapshot.bin')).toBeNull()
    expect(placeInRuntime('Cypress/resources/app/index.js')).toBeNull()
    expect(placeInRuntime('Other/file')).toBeNull()
  })
})
