import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { createBackups } from '../../../src/main/files/backups'
import { createDocumentService } from '../../../src/main/files/document-service'
import { openRecentFiles } from '../../../src/main/files/recent-files'
import { createDocumentSession, shownFolder } from '../../../src/main/window/document-session'
import { useTemporaryDirectory } from '../files/temporary-directory'

const directory = useTemporaryDirectory()
const at = (name: string) => join(directory.path, name)
const text = (name: string) => serializeDocument(emptyDocument(name))

/** A window's session; a second one of the same folder stands for the next start of the app. */
async function setUp() {
  const log = { warn: vi.fn() }
  const recent = await openRecentFiles({ path: at('recent.json'), log, onChange: () => {} })
  const backups = createBackups({ directory: at('backups'), log })
  const tellOpen = vi.fn()
  const showElsewhere = vi.fn(async (_path: string) => false)
  const tellChange = vi.fn()
  const documents = createDocumentService({
    dialogs: {
      chooseOpen: async () => undefined,
      chooseSave: async () => undefined,
      confirmReplace: async () => false,
      askChanged: async () => 'cancel',
    },
    documentsDirectory: directory.path,
    onPath: path => {
      if (path !== null) recent.add(path)
    },
    showElsewhere,
  })
  const session = createDocumentSession({ documents, backups, recent, log, tellOpen, tellChange })
  return { session, documents, backups, recent, tellOpen, tellChange, showElsewhere }
}

async function file(name: string): Promise<string> {
  await writeFile(at(name), text(name))
  return at(name)
}

describe('a page that starts', () => {
  it('begins with nothing, or with the file that waits for it', async () => {
    const { session, tellOpen } = await setUp()
    expect(await session.resume()).toEqual({ kind: 'none' })
    session.requestOpen(await file('a.gradscope'))
    expect(tellOpen).toHaveBeenCalledOnce()
    expect(await session.resume()).toMatchObject({ kind: 'opened', name: 'a' })
    expect(await session.openPending()).toEqual({ kind: 'cancelled' })
  })

  it('begins after a crash with the work of before, or with its file where nothing was unsaved', async () => {
    const { session, documents } = await setUp()
    const path = await file('a.gradscope')
    await documents.openPath(path)
    expect(await session.resume()).toMatchObject({ kind: 'opened', path })
    await session.backUp({ text: text('mine'), name: 'a' })
    expect(await session.resume()).toEqual({
      kind: 'restored',
      text: text('mine'),
      name: 'a',
      path,
    })
    expect(documents.path).toBe(path)
  })

  it('may begin without the work, which can then be restored', async () => {
    const { session, documents, backups } = await setUp()
    await documents.openPath(await file('a.gradscope'))
    await session.backUp({ text: text('mine'), name: 'a' })
    await session.startWithoutWork()
    expect(await session.resume()).toEqual({ kind: 'none' })
    expect(await backups.list()).toHaveLength(1)
  })
})

describe('work of an earlier session', () => {
  it('comes back with its file, and the window goes on with its backup', async () => {
    const first = await setUp()
    const path = await file('a.gradscope')
    await first.documents.openPath(path)
    await first.session.backUp({ text: text('mine'), name: 'a' })

    const { session, documents, backups } = await setUp()
    await session.backUp({ text: text('other'), name: 'other' })
    const id = first.session.slot.id
    expect(await session.restore(id)).toEqual({
      kind: 'restored',
      text: text('mine'),
      name: 'a',
      path,
    })
    expect(documents.path).toBe(path)
    expect((await backups.list()).map(({ id: left }) => left)).toEqual([id])
    await session.slot.remove()
    expect(await backups.list()).toEqual([])
  })

  it('that is gone is said to be', async () => {
    const { session } = await setUp()
    expect(await session.restore('unknown')).toMatchObject({ kind: 'failed' })
  })
})

describe('recent files', () => {
  it('open by their id; a missing one is taken off the list and said so', async () => {
    const { session, recent, showElsewhere } = await setUp()
    const path = await file('a.gradscope')
    recent.add(path)
    const [{ id } = { id: '' }] = recent.list()
    showElsewhere.mockResolvedValueOnce(true)
    expect(await session.showRecent(id)).toBe(true)
    expect(showElsewhere).toHaveBeenLastCalledWith(path)
    expect(await session.showRecent(id)).toBe(false)
    expect(await session.openRecent(id)).toMatchObject({ kind: 'opened', path })
    await rm(path)
    expect(await session.openRecent(id)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('not there any more'),
      remedy: expect.stringContaining('taken off the list'),
    })
    expect(recent.list()).toEqual([])
    expect(await session.openRecent(id)).toMatchObject({ kind: 'failed' })
  })
})

describe('changes by other programs', () => {
  it('are told once each', async () => {
    const { session, documents, tellChange } = await setUp()
    const path = await file('a.gradscope')
    await documents.openPath(path)
    await session.checkFile()
    expect(tellChange).not.toHaveBeenCalled()
    await writeFile(path, text('theirs'))
    await session.checkFile()
    await session.checkFile()
    expect(tellChange).toHaveBeenCalledExactlyOnceWith({ change: 'modified', name: 'a' })
    await session.keepMine()
    await writeFile(path, text('theirs again'))
    await session.checkFile()
    await rm(path)
    await session.checkFile()
    expect(tellChange.mock.calls.map(([{ change }]) => change)).toEqual([
      'modified',
      'modified',
      'gone',
    ])
  })
})

it('shows folders as people write them', () => {
  expect(shownFolder('/home/ann/nets/a.gradscope', '/home/ann')).toBe('~/nets')
  expect(shownFolder('/home/ann/a.gradscope', '/home/ann')).toBe('~')
  expect(shownFolder('/home/anna/a.gradscope', '/home/ann')).toBe('/home/anna')
})
