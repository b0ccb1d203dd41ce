import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { openJsonStore } from '../../../src/main/files/json-store'
import { openSettings } from '../../../src/main/settings'
import { defaultSettings, readSettings, settingsSchema } from '../../../src/shared/settings'
import { failingFileSystem } from '../files/failing-file-system'
import { useTemporaryDirectory } from '../files/temporary-directory'

const directory = useTemporaryDirectory()
const path = () => join(directory.path, 'deep', 'settings.json')
const log = () => ({ warn: vi.fn() })
const open = (onChange = vi.fn()) => openSettings({ path: path(), log: log(), onChange })

describe('settings', () => {
  it('are the defaults at the first start, and what was set at the next', async () => {
    const first = await open()
    expect(first.get()).toEqual(defaultSettings)
    first.set({ language: 'ko' })
    first.set({ theme: 'dark' })
    await first.settled()
    expect((await open()).get()).toEqual({
      ...defaultSettings,
      language: 'ko',
      theme: 'dark',
    })
  })

  it('tell of a change, and of nothing else', async () => {
    const onChange = vi.fn()
    const settings = await open(onChange)
    settings.set({ theme: 'system' })
    expect(onChange).not.toHaveBeenCalled()
    settings.set({ theme: 'light' })
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...defaultSettings, theme: 'light' })
  })

  it('keep what is sound of a damaged file', () => {
    expect(readSettings({ language: 'ko', theme: 7, extra: 1 })).toEqual({
      ...defaultSettings,
      language: 'ko',
    })
  })

  it('are valid whatever the file holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), file => {
        expect(settingsSchema.safeParse(readSettings(file)).success).toBe(true)
      }),
    )
  })
})

describe('a JSON store', () => {
  const numbers = (file: unknown) => (Array.isArray(file) ? file : [])

  it('opens with every cut of its file, and logs what it could not read', async () => {
    const text = '[1, 2, 3]'
    const file = join(directory.path, 'list.json')
    for (let length = 0; length < text.length; length++) {
      await writeFile(file, text.slice(0, length))
      const told = log()
      const store = await openJsonStore({ path: file, read: numbers, log: told })
      expect(store.get()).toEqual([])
      expect(told.warn).toHaveBeenCalledOnce()
    }
  })

  it('writes the last of many values, and goes on after a full disk', async () => {
    const file = join(directory.path, 'list.json')
    const { fs } = failingFileSystem({ at: 4, code: 'ENOSPC' })
    const told = log()
    const store = await openJsonStore({ path: file, read: numbers, log: told, fs })
    store.set([1])
    await store.settled()
    expect(told.warn).toHaveBeenCalledOnce()
    for (let i = 0; i < 20; i++) store.set([i])
    await store.settled()
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([19])
  })
})
