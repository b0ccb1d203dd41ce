import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { identify } from '../../../src/main/files/dropped'
import { useTemporaryDirectory } from './temporary-directory'

/** An IDX file of bytes, with values that do not matter. */
function idx(...dims: number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * dims.length)
  header.set([0, 0, 8, dims.length])
  for (const [i, dim] of dims.entries()) header.writeUInt32BE(dim, 4 + 4 * i)
  const values = dims.reduce((product, dim) => product * dim, 1)
  // Not to be packed into a few bytes.
  return Buffer.concat([
    header,
    Uint8Array.from({ length: values }, (_, i) => (i * 2654435761) >>> 24),
  ])
}

describe('what is dropped', () => {
  const directory = useTemporaryDirectory()
  const at = (name: string) => join(directory.path, name)
  const dropped = async (name: string, content: string | Buffer) => {
    await writeFile(at(name), content)
    return identify(at(name))
  }

  it('is a table or a graph by its name', async () => {
    const table = { kind: 'data', source: 'ownTable' }
    expect(await dropped('a.csv', 'a,b\n1,2\n')).toEqual({ ...table, path: at('a.csv') })
    expect(await dropped('꽃.TSV', 'a\tb\n')).toEqual({ ...table, path: at('꽃.TSV') })
    expect(await dropped('net.gradscope', '{}')).toEqual({ kind: 'graph' })
    expect(await dropped('net.JSON', '{}')).toEqual({ kind: 'graph' })
  })

  it('is a set of images by what it begins with, packed or not', async () => {
    const images = { kind: 'data', source: 'ownIdx' }
    const file = idx(50, 28, 28)
    expect(await dropped('x.idx3', file)).toEqual({ ...images, path: at('x.idx3') })
    expect(await dropped('x.gz', gzipSync(file))).toEqual({ ...images, path: at('x.gz') })
    expect(await dropped('train-labels', idx(50))).toEqual({
      kind: 'labels',
      path: at('train-labels'),
    })
  })

  it('is a folder of images where it is a folder, whatever its name', async () => {
    await mkdir(at('data.csv'))
    const folder = { kind: 'data', source: 'ownFolder', path: at('data.csv') }
    expect(await identify(at('data.csv'))).toEqual(folder)
  })

  it('is one picture, or nothing that is known', async () => {
    expect(await dropped('a.png', '\x89PNG')).toEqual({ kind: 'picture' })
    for (const [name, content] of [
      ['a.pdf', '%PDF-1.7'],
      ['empty', ''],
      ['zeros', Buffer.alloc(64)],
      ['cut.idx3', idx(50, 28, 28).subarray(0, 9)],
      ['no.gz', Buffer.from([0x1f, 0x8b, 0x08, 0x00])],
      ['text.gz', gzipSync('a,b\n1,2\n')],
    ] as const) {
      expect(await dropped(name, content), name).toEqual({ kind: 'unknown' })
    }
    expect(await identify(at('gone.csv'))).toEqual({ kind: 'unknown' })
    expect(await identify('/dev/zero')).toEqual({ kind: 'unknown' })
  })
})
