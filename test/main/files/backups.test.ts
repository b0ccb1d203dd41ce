import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import {
  type BackupContent,
  createBackupSlot,
  createBackups,
} from '../../../src/main/files/backups'
import { failingFileSystem } from './failing-file-system'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()
const text = (name: string) => serializeDocument(emptyDocument(name))
const content = (name: string): BackupContent => ({
  name,
  path: `/nets/${name}.gradscope`,
  seen: { look: '1 bytes of 2', hash: 'h' },
  text: text(name),
})

function setUp(fs?: ReturnType<typeof failingFileSystem>['fs']) {
  const log = { warn: vi.fn() }
  let time = 1000
  const now = () => time++
  const backups = createBackups({
    directory: join(directory.path, 'backups'),
    log,
    now,
    ...(fs && { fs }),
  })
  return { log, backups, slot: createBackupSlot(backups, log) }
}

describe('backups', () => {
  it('give back what was written, the newest first', async () => {
    const { backups, log } = setUp()
    await backups.write('one', content('one'))
    await backups.write('two', { ...content('two'), path: null, seen: null })
    expect(await backups.list()).toEqual([
      { ...content('two'), path: null, seen: null, id: 'two', savedAt: 1001 },
      { ...content('one'), id: 'one', savedAt: 1000 },
    ])
    await backups.remove('one')
    await backups.remove('one')
    expect((await backups.list()).map(({ id }) => id)).toEqual(['two'])
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('are none where there is no folder yet', async () => {
    expect(await setUp().backups.list()).toEqual([])
  })

  it('skip and log one that is cut at any byte, and give the others', async () => {
    const { backups, log } = setUp()
    await backups.write('whole', content('whole'))
    await backups.write('torn', content('torn'))
    const path = join(directory.path, 'backups', 'torn.backup')
    const bytes = await readFile(path)
    for (let length = 0; length < bytes.length; length++) {
      await writeFile(path, bytes.subarray(0, length))
      log.warn.mockClear()
      expect((await backups.list()).map(({ id }) => id)).toEqual(['whole'])
      expect(log.warn).toHaveBeenCalledOnce()
    }
  })

  it('skip a text that is not what was written, and files of others', async () => {
    const { backups, log } = setUp()
    await backups.write('mine', content('mine'))
    const folder = join(directory.path, 'backups')
    const mine = await readFile(join(folder, 'mine.backup'), 'utf8')
    await writeFile(
      join(folder, 'bit.backup'),
      mine.replace('"batchSize\\": 64', '"batchSize\\": 65'),
    )
    await writeFile(join(folder, 'other.backup'), '{"format":"else"}')
    await writeFile(join(folder, 'not a name!.backup'), mine)
    await writeFile(join(folder, 'notes.txt'), 'hello')
    await mkdir(join(folder, 'folder.backup'))
    expect((await backups.list()).map(({ id }) => id)).toEqual(['mine'])
    expect(log.warn).toHaveBeenCalledTimes(3)
    expect(await readdir(folder)).toHaveLength(6)
  })
})

describe('the backup of a window', () => {
  it('holds the last of many writes', async () => {
    const { backups, slot } = setUp()
    for (let i = 0; i < 20; i++) void slot.write(content(`n${i}`))
    await slot.settled()
    expect((await backups.list()).map(({ name }) => name)).toEqual(['n19'])
  })

  it('is gone when it was removed after a write that was under way', async () => {
    const { backups, slot } = setUp()
    void slot.write(content('a'))
    await slot.remove()
    expect(await backups.list()).toEqual([])
  })

  it('keeps the old one when the disk is full, and logs it', async () => {
    const { backups, slot } = setUp()
    await slot.write(content('old'))
    const full = setUp(failingFileSystem({ at: 1, code: 'ENOSPC', forGood: true }).fs)
    await full.slot.adopt(slot.id)
    await full.slot.write(content('new'))
    expect(full.log.warn).toHaveBeenCalledOnce()
    expect((await backups.read(slot.id))?.name).toBe('old')
  })

  it('says why it cannot be written and what to do, and that it can again', async () => {
    const { slot } = setUp(failingFileSystem({ at: 1, code: 'ENOSPC' }).fs)
    expect(await slot.write(content('new'))).toEqual({
      kind: 'failed',
      message: 'Your unsaved work is not backed up: the disk is full.',
      remedy: 'Free some space on the disk, and save your work yourself until then.',
    })
    expect(await slot.write(content('new'))).toEqual({ kind: 'written' })
    const forbidden = setUp(failingFileSystem({ at: 1, code: 'EACCES' }).fs)
    expect(await forbidden.slot.write(content('new'))).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('you may not write there'),
      remedy: expect.stringContaining(join(directory.path, 'backups')),
    })
  })

  it('is said to be written only where it is, whichever call of the file system fails', async () => {
    const counting = failingFileSystem({ at: 0, code: 'EIO' })
    await setUp(counting.fs).slot.write(content('new'))
    const kinds = new Set<string>()
    for (let at = 1; at <= counting.calls.length; at++) {
      const { slot } = setUp(failingFileSystem({ at, code: 'EIO', forGood: true }).fs)
      const { kind } = await slot.write(content('new'))
      const there = (await setUp().backups.read(slot.id))?.name === 'new'
      if (kind === 'written') expect(there, counting.calls[at - 1]).toBe(true)
      kinds.add(kind)
    }
    expect(kinds).toContain('failed')
  })

  it('of two windows are two', async () => {
    const { backups, slot, log } = setUp()
    const other = createBackupSlot(backups, log)
    await Promise.all([slot.write(content('a')), other.write(content('b'))])
    await slot.remove()
    expect((await backups.list()).map(({ name }) => name)).toEqual(['b'])
  })

  it('goes on with one that was adopted, and leaves one behind', async () => {
    const { backups, slot } = setUp()
    await backups.write('old', content('old'))
    await slot.adopt('old')
    await slot.write(content('more'))
    expect((await backups.list()).map(({ id, name }) => [id, name])).toEqual([['old', 'more']])
    await slot.leave()
    await slot.remove()
    expect(await backups.list()).toHaveLength(1)
  })
})
