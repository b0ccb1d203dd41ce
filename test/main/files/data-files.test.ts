import { describe, expect, it, vi } from 'vitest'
import { parseDocument } from '../../../src/engine/document/parse'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { isWithin } from '../../../src/engine/node/own/access'
import { createDataFiles } from '../../../src/main/files/data-files'
import { documentOf } from '../../support/documents'

function graph(path: string): string {
  const attrs = { dataset: 'ownTable', path, rows: 10, inputs: 2 }
  return serializeDocument(documentOf([{ id: 'data1', kind: 'data', attrs }]))
}

function pathIn(text: string): unknown {
  const parsed = parseDocument(text)
  return parsed.kind === 'ok' ? parsed.document.nodes[0]!.attrs.path : parsed
}

describe('files of data', () => {
  it('are relative in a saved graph and whole in an open one', async () => {
    const files = createDataFiles(async () => {})
    const saved = files.saved(graph('/home/me/work/data/a.csv'), '/home/me/work/net.gradscope')
    expect(pathIn(saved)).toBe('data/a.csv')
    expect(pathIn(await files.opened(saved, '/elsewhere'))).toBe('/elsewhere/data/a.csv')
  })

  it('may be read where the user chose them, or a graph that was opened names them', async () => {
    const onChange = vi.fn(async () => {})
    const files = createDataFiles(onChange)
    await files.opened(graph('data/a.csv'), '/work')
    await files.allow(['/chosen/b.csv'])
    await files.allow(['/chosen/b.csv'])
    expect(files.list()).toEqual(['/work/data/a.csv', '/chosen/b.csv'])
    expect(onChange).toHaveBeenCalledTimes(2)
  })

  it('are allowed only when the engines know of them', async () => {
    let tellEngines = () => {}
    const engines = new Promise<void>(resolve => {
      tellEngines = resolve
    })
    let isAllowed = false
    const allowing = createDataFiles(() => engines)
      .allow(['/chosen/a.csv'])
      .then(() => {
        isAllowed = true
      })
    await Promise.resolve()
    expect(isAllowed).toBe(false)
    tellEngines()
    await allowing
    expect(isAllowed).toBe(true)
  })

  it('knows of a graph whether all that it names may be read', async () => {
    const files = createDataFiles(async () => {})
    expect(files.mayRead(graph('/work/a.csv'))).toBe(false)
    await files.allow(['/work/a.csv'])
    expect(files.mayRead(graph('/work/a.csv'))).toBe(true)
    expect(files.mayRead('{"dataset":"ownTable"')).toBe(false)
    expect(files.mayRead(serializeDocument(documentOf([])))).toBe(true)
  })

  it.each(['//server/share/a.csv', '\\\\server\\share\\a.csv'])(
    'on another computer are not read because a graph says so: %s',
    async path => {
      const files = createDataFiles(async () => {})
      await files.opened(graph(path), null)
      expect(files.list()).toEqual([])
    },
  )

  it('leave the text of other graphs and of no graph as it is', async () => {
    const files = createDataFiles(async () => {})
    const text = serializeDocument(documentOf([{ id: 'data1', kind: 'data' }]))
    for (const given of [text, '{', '"ownTable"']) {
      expect(await files.opened(given, '/work')).toBe(given)
      expect(files.saved(given, '/work/a.gradscope')).toBe(given)
    }
  })
})

it.each([
  ['/a/b', true],
  ['/a/b/c.csv', true],
  ['/a/bc.csv', false],
  ['/a/b/../c.csv', false],
  ['/a/b/..c.csv', true],
  ['/', false],
])('%s is within /a/b: %s', (path, expected) => {
  expect(isWithin(path, ['/x', '/a/b'])).toBe(expected)
})
