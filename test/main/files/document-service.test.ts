import { readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { createDocumentService } from '../../../src/main/files/document-service'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()
const at = (name: string) => join(directory.path, name)
const one = serializeDocument(emptyDocument('one'))
const two = serializeDocument(emptyDocument('two'))
const node = { id: 'data1', kind: 'data', position: { x: 0, y: 0 }, attrs: { dataset: 'mnist' } }
const damaged = serializeDocument({
  ...emptyDocument('damaged'),
  nodes: [node, { ...node, id: '1 bad id' }] as never,
})

function setUp() {
  const dialogs = {
    chooseOpen: vi.fn<() => Promise<string | undefined>>(async () => undefined),
    chooseSave: vi.fn<(path: string) => Promise<string | undefined>>(async () => undefined),
    confirmReplace: vi.fn(async () => false),
    askChanged: vi.fn<() => Promise<'overwrite' | 'saveAs' | 'cancel'>>(async () => 'cancel'),
  }
  const onPath = vi.fn()
  const showElsewhere = vi.fn(async () => false)
  const service = createDocumentService({
    dialogs,
    documentsDirectory: directory.path,
    onPath,
    showElsewhere,
  })
  return { dialogs, onPath, showElsewhere, service }
}

async function opened(name: string, text = one) {
  const context = setUp()
  await writeFile(at(name), text)
  context.dialogs.chooseOpen.mockResolvedValueOnce(at(name))
  const result = await context.service.open()
  return { ...context, result }
}

describe('opening', () => {
  it('gives the text and remembers the path', async () => {
    const { service, result, onPath } = await opened('net.gradscope')
    expect(result).toEqual({
      kind: 'opened',
      text: one,
      name: 'net',
      path: at('net.gradscope'),
    })
    expect(service.path).toBe(at('net.gradscope'))
    expect(onPath).toHaveBeenLastCalledWith(at('net.gradscope'), 'opened')
  })

  it('changes nothing when it is cancelled', async () => {
    const { service } = await opened('net.gradscope')
    expect(await service.open()).toEqual({ kind: 'cancelled' })
    expect(service.path).toBe(at('net.gradscope'))
  })

  it('leaves a file to the window that has it already', async () => {
    const { service, dialogs, showElsewhere } = await opened('net.gradscope')
    await writeFile(at('other.gradscope'), two)
    dialogs.chooseOpen.mockResolvedValueOnce(at('other.gradscope'))
    showElsewhere.mockResolvedValueOnce(true)
    expect(await service.open()).toEqual({ kind: 'cancelled' })
    expect(showElsewhere).toHaveBeenLastCalledWith(at('other.gradscope'))
    expect(service.path).toBe(at('net.gradscope'))
  })

  it('changes nothing when the file cannot be read', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    dialogs.chooseOpen.mockResolvedValueOnce(at('none.gradscope'))
    expect(await service.open()).toMatchObject({ kind: 'failed' })
    expect(service.path).toBe(at('net.gradscope'))
  })

  it('keeps the path of the current document when the file is not a graph', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await writeFile(at('other.json'), '{"a": 1}')
    dialogs.chooseOpen.mockResolvedValueOnce(at('other.json'))
    expect(await service.open()).toMatchObject({ kind: 'opened', path: null })
    expect(service.path).toBe(at('net.gradscope'))
  })

  it('gives what is left of a damaged file no path, so that saving cannot overwrite it', async () => {
    const { service, result, dialogs } = await opened('damaged.gradscope', damaged)
    expect(result).toMatchObject({ kind: 'opened', path: null, text: damaged })
    expect(service.path).toBeNull()
    await service.save(one, 'damaged')
    expect(dialogs.chooseSave).toHaveBeenCalledOnce()
    expect(await readFile(at('damaged.gradscope'), 'utf8')).toBe(damaged)
  })
})

describe('saving', () => {
  it('writes to the path without asking', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    expect(await service.save(two, 'whatever')).toEqual({
      kind: 'saved',
      name: 'net',
      path: at('net.gradscope'),
    })
    expect(dialogs.chooseSave).not.toHaveBeenCalled()
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(two)
  })

  it('asks for a place the first time, and adds the extension', async () => {
    const { service, dialogs } = setUp()
    dialogs.chooseSave.mockResolvedValueOnce(at('first'))
    expect(await service.save(one, 'my net')).toMatchObject({ kind: 'saved', name: 'first' })
    expect(dialogs.chooseSave).toHaveBeenCalledWith(at('my net.gradscope'))
    expect(await readFile(at('first.gradscope'), 'utf8')).toBe(one)
    expect(service.path).toBe(at('first.gradscope'))
  })

  it('writes nothing when it is cancelled', async () => {
    const { service } = setUp()
    expect(await service.saveAs(one, 'net')).toEqual({ kind: 'cancelled' })
    expect(service.path).toBeNull()
  })

  it('asks before the added extension makes it replace a file', async () => {
    const { service, dialogs } = setUp()
    await writeFile(at('net.gradscope'), two)
    dialogs.chooseSave.mockResolvedValue(at('net'))
    expect(await service.saveAs(one, 'net')).toEqual({ kind: 'cancelled' })
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(two)
    dialogs.confirmReplace.mockResolvedValueOnce(true)
    expect(await service.saveAs(one, 'net')).toMatchObject({ kind: 'saved' })
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(one)
  })

  it('keeps the old path when saving elsewhere fails', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    dialogs.chooseSave.mockResolvedValueOnce(join(directory.path, 'none', 'x.gradscope'))
    expect(await service.saveAs(two, 'net')).toMatchObject({ kind: 'failed' })
    expect(service.path).toBe(at('net.gradscope'))
  })

  it('asks for a place again after a new document', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await service.forget()
    await service.save(two, 'net')
    expect(dialogs.chooseSave).toHaveBeenCalledOnce()
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(one)
  })

  it('a new document does not get the path of a save that is under way', async () => {
    const { service } = await opened('net.gradscope')
    const saving = service.save(two, 'net')
    await service.forget()
    await saving
    expect(service.path).toBeNull()
  })

  it('does one save after the other, so that the last one stays', async () => {
    const { service } = await opened('net.gradscope')
    const texts = [one, two, one, two]
    await Promise.all(texts.map(text => service.save(text, 'net')))
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(two)
  })
})

describe('a file that another program has changed', () => {
  const theirs = serializeDocument(emptyDocument('theirs, with a longer name'))

  it('is not overwritten silently', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await writeFile(at('net.gradscope'), theirs)
    expect(await service.save(two, 'net')).toEqual({ kind: 'cancelled' })
    expect(dialogs.askChanged).toHaveBeenCalledWith(at('net.gradscope'))
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(theirs)
  })

  it('is overwritten when the user says so, and then no longer asked about', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await writeFile(at('net.gradscope'), theirs)
    dialogs.askChanged.mockResolvedValueOnce('overwrite')
    expect(await service.save(two, 'net')).toMatchObject({ kind: 'saved' })
    expect(await service.save(one, 'net')).toMatchObject({ kind: 'saved' })
    expect(dialogs.askChanged).toHaveBeenCalledOnce()
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(one)
  })

  it('stays while the work goes elsewhere', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await writeFile(at('net.gradscope'), theirs)
    dialogs.askChanged.mockResolvedValueOnce('saveAs')
    dialogs.chooseSave.mockResolvedValueOnce(at('mine.gradscope'))
    expect(await service.save(two, 'net')).toMatchObject({ kind: 'saved', name: 'mine' })
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(theirs)
  })

  it('is made again without a question when it was deleted', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await rm(at('net.gradscope'))
    expect(await service.save(two, 'net')).toMatchObject({ kind: 'saved' })
    expect(dialogs.askChanged).not.toHaveBeenCalled()
  })
})

describe('what other programs do to the file', () => {
  const theirs = serializeDocument(emptyDocument('theirs, with a longer name'))

  it('is seen until the user keeps the own version or reads theirs', async () => {
    const { service } = await opened('net.gradscope')
    expect(await service.change()).toBe('none')
    await writeFile(at('net.gradscope'), theirs)
    expect(await service.change()).toBe('modified')
    await service.keepMine()
    expect(await service.change()).toBe('none')
    await writeFile(at('net.gradscope'), two)
    expect(await service.reread()).toMatchObject({ kind: 'opened', text: two })
    expect(await service.change()).toBe('none')
  })

  it('is nothing where only the time is new', async () => {
    const { service, dialogs } = await opened('net.gradscope')
    await utimes(at('net.gradscope'), 1, 1)
    expect(await service.change()).toBe('none')
    await writeFile(at('net.gradscope'), one)
    await service.save(two, 'net')
    expect(dialogs.askChanged).not.toHaveBeenCalled()
  })

  it('is seen when the file goes, and when it comes back', async () => {
    const { service } = await opened('net.gradscope')
    await rm(at('net.gradscope'))
    expect(await service.change()).toBe('gone')
    await writeFile(at('net.gradscope'), one)
    expect(await service.change()).toBe('none')
  })

  it('is asked about when restored work is saved over it', async () => {
    const { service: before } = await opened('net.gradscope')
    const { service, dialogs } = setUp()
    await service.adopt(before.path, before.seen)
    await writeFile(at('net.gradscope'), theirs)
    expect(await service.save(two, 'net')).toEqual({ kind: 'cancelled' })
    expect(dialogs.askChanged).toHaveBeenCalledOnce()
    expect(await readFile(at('net.gradscope'), 'utf8')).toBe(theirs)
  })
})

describe('renaming', () => {
  it('moves the file in its folder, and saving goes there', async () => {
    const { service, onPath } = await opened('net.gradscope')
    expect(await service.rename('deep: net')).toEqual({
      kind: 'saved',
      name: 'deep- net',
      path: at('deep- net.gradscope'),
    })
    expect(onPath).toHaveBeenLastCalledWith(at('deep- net.gradscope'), 'saved')
    await service.save(two, 'x')
    expect(await readFile(at('deep- net.gradscope'), 'utf8')).toBe(two)
    expect(await service.change()).toBe('none')
    await expect(readFile(at('net.gradscope'))).rejects.toThrow('ENOENT')
  })

  it('never goes over another file', async () => {
    const { service } = await opened('net.gradscope')
    await writeFile(at('other.gradscope'), two)
    expect(await service.rename('other')).toMatchObject({ kind: 'failed' })
    expect(service.path).toBe(at('net.gradscope'))
    expect(await readFile(at('other.gradscope'), 'utf8')).toBe(two)
    expect(await service.rename('net')).toMatchObject({ kind: 'saved', name: 'net' })
  })

  it('says why it failed', async () => {
    const { service } = await opened('net.gradscope')
    await rm(at('net.gradscope'))
    expect(await service.rename('other')).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('"net.gradscope"'),
    })
  })

  it('is left to the window where there is no file', async () => {
    expect(await setUp().service.rename('x')).toEqual({ kind: 'untitled' })
  })

  it('does not hide what another program wrote before', async () => {
    const { service } = await opened('net.gradscope')
    await writeFile(at('net.gradscope'), two.replace('two', 'other'))
    await service.rename('moved')
    expect(await service.change()).toBe('modified')
  })
})
