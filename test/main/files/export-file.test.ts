import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportFile } from '../../../src/main/files/export-file'
import { requests } from '../../../src/shared/ipc/contract'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gradscope-export-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

function dialogs(answer: (offered: string) => string | undefined) {
  return { chooseExport: async (offered: string) => answer(offered) }
}

describe('exporting a panel', () => {
  it('offers a safe name and writes what it is given', async () => {
    let offered = ''
    const choose = dialogs(path => {
      offered = path
      return path
    })
    const options = { dialogs: choose, directory }
    const answer = await exportFile('a/b: curves', 'csv', 'step\r\n1\r\n', options)
    expect(answer).toEqual({ kind: 'saved', name: 'a-b- curves.csv' })
    expect(await readFile(offered, 'utf8')).toBe('step\r\n1\r\n')
  })

  it('adds the extension that the dialog left out, and keeps bytes as they are', async () => {
    const bytes = Uint8Array.of(0x89, 0x50, 0xff, 0x00)
    const options = { dialogs: dialogs(() => join(directory, 'picture')), directory }
    await exportFile('x', 'png', bytes, options)
    expect([...(await readFile(join(directory, 'picture.png')))]).toEqual([...bytes])
  })

  it('writes nothing when the dialog is given up, and says why when it cannot write', async () => {
    expect(
      await exportFile('x', 'svg', '<svg/>', { dialogs: dialogs(() => undefined), directory }),
    ).toEqual({ kind: 'cancelled' })
    expect(await readdir(directory)).toEqual([])
    const nowhere = dialogs(() => join(directory, 'missing', 'x.svg'))
    const answer = await exportFile('x', 'svg', '<svg/>', { dialogs: nowhere, directory })
    expect(answer.kind).toBe('failed')
  })

  it('takes a picture only where it is one', () => {
    const { request } = requests['export.save']
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1)
    const parse = (payload: unknown) => request.safeParse(payload).success
    expect(parse({ format: 'png', name: 'x', content: png })).toBe(true)
    expect(parse({ format: 'png', name: 'x', content: Uint8Array.of(1, 2, 3) })).toBe(false)
    expect(parse({ format: 'csv', name: 'x', content: png })).toBe(false)
    expect(parse({ format: 'exe', name: 'x', content: 'x' })).toBe(false)
    expect(parse({ format: 'csv', name: 'x', content: 'x', path: '/etc/passwd' })).toBe(false)
  })
})
