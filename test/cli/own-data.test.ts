import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainReport } from '../../src/cli/train-report'
import type { GraphDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import { withRelativePaths, withWholePaths } from '../../src/engine/node/own/document-paths'
import { readOwn } from '../../src/engine/node/own/read-own'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'
import { shippedDatasets } from '../support/datasets'
import { documentOf } from '../support/documents'

/** Class `up` where a + b > 0: easily learned. */
const rows = Array.from({ length: 200 }, (_, i) => {
  const [a, b] = [Math.sin(i * 1.7), Math.cos(i * 2.3)]
  return `${a.toFixed(4)},${b.toFixed(4)},${a + b > 0 ? 'up' : 'down'}`
})
const csv = `a,b,way\n${rows.join('\n')}\n`

function network(attrs: GraphDocument['nodes'][number]['attrs'], units = 2): GraphDocument {
  return documentOf(
    [
      { id: 'data1', kind: 'data', attrs: { dataset: 'ownTable', ...attrs } },
      { id: 'dense1', kind: 'dense', attrs: { units: 8 } },
      { id: 'relu1', kind: 'activation', attrs: { function: 'relu' } },
      { id: 'dense2', kind: 'dense', attrs: { units } },
      { id: 'loss1', kind: 'loss', attrs: { function: 'softmaxCrossEntropy' } },
    ],
    { batchSize: 16, epochs: 20 },
  )
}

describe('own data on the command line', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const worker = useBuiltWorker()

  function run(args: readonly string[]) {
    return runWith(args, {
      datasetsDirectory: shippedDatasets,
      workerPath: worker.path,
      now: () => performance.now(),
    })
  }

  function put(folder: string, name: string, text: string): string {
    mkdirSync(join(directory.path, folder), { recursive: true })
    const path = join(directory.path, folder, name)
    writeFileSync(path, text)
    return path
  }

  /** A graph in `work` beside `work/data/way.csv`, imported. */
  async function imported(): Promise<string> {
    const path = put('work/data', 'way.csv', csv)
    const read = await readOwn({ dataset: 'ownTable', path })
    if (!read.ok) throw new Error(read.message)
    const folder = join(directory.path, 'work')
    const document = withRelativePaths(network({ path, ...read.value.measured }), folder)
    expect(document.nodes[0]!.attrs.path).toBe('data/way.csv')
    return put('work', 'net.gradscope', serializeDocument(document))
  }

  async function report(file: string, ...args: string[]): Promise<TrainReport> {
    const { status, out, error } = await run(['train', file, '--json', ...args])
    expect([status, error]).toEqual([0, ''])
    return JSON.parse(out) as TrainReport
  }

  it('is trained on, and found again where graph and file are moved together', async () => {
    const first = await report(await imported(), '--seed', '3')
    expect(first.accuracy.test).toBeGreaterThan(0.85)
    renameSync(join(directory.path, 'work'), join(directory.path, 'moved'))
    const second = await report(join(directory.path, 'moved/net.gradscope'), '--seed', '3')
    expect(second.weightsHash).toBe(first.weightsHash)
  })

  it('is named by --set, and the graph follows it', async () => {
    put('work', 'three.csv', 'a,kind\n1,x\n2,y\n3,z\n4,x\n5,y\n6,z\n')
    const file = put('work', 'net.gradscope', serializeDocument(network({}, 3)))
    const set = ['--set', 'nodes.data1.path=three.csv']
    expect((await report(file, '--steps', '3', ...set)).loss.train).toBeGreaterThan(0)
    const inspected = await run(['inspect', file, ...set])
    expect(inspected.out).toMatch(/dense1 .* 16\n/)
    const number = await run(['inspect', file, ...set, '--set', 'nodes.data1.target=a'])
    expect(number.status).toBe(2)
  })

  it('that is missing, changed or damaged is said with file, row and column', async () => {
    const file = await imported()
    const path = put('work/data', 'way.csv', `${csv}0,0,up\n`)
    const changed = await run(['train', file])
    expect(changed.status).toBe(2)
    expect(changed.error).toContain('"way.csv" has changed since it was imported.')
    renameSync(path, `${path}.old`)
    expect((await run(['train', file])).error).toContain('"way.csv": it is not there any more.')
    put('work/data', 'way.csv', 'a,b,way\n1,x,up\n1,2,down\n3,4,up\n')
    const damaged = await run(['train', file, '--set', 'nodes.data1.path=data/way.csv'])
    expect(damaged.error).toContain('"way.csv": row 2, column "b": "x" is no number.')
    const without = put('work', 'new.gradscope', serializeDocument(network({})))
    expect((await run(['train', without])).error).toContain('Data set "data1" has no data yet.')
    const asked = await run(['train', without, '--set', 'nodes.data1.dataset=ownTable'])
    expect(asked.error).toBe(
      'gradscope: new.gradscope: the data set "data1" names no file.\nName one: --set nodes.data1.path=FILE.\n',
    )
  })
})

describe('paths of data', () => {
  const at = (path: string) => network({ path, rows: 1, inputs: 1 })
  const pathOf = (document: GraphDocument) => document.nodes[0]!.attrs.path

  it.each([
    ['/a/b/data.csv', '/a/b', 'data.csv'],
    ['/a/b/c/data.csv', '/a/b', 'c/data.csv'],
    ['/a/data.csv', '/a/b', '../data.csv'],
    ['/x/data.csv', '/a/b/c/d', '/x/data.csv'],
  ])('%s is written into %s as %s', (path, folder, written) => {
    const saved = withRelativePaths(at(path), folder)
    expect(pathOf(saved)).toBe(written)
    expect(pathOf(withWholePaths(saved, folder))).toBe(path)
  })

  it('of sets that ship with the app are left alone', () => {
    const document = documentOf([{ id: 'data1', kind: 'data', attrs: { dataset: 'mnist' } }])
    expect(withWholePaths(document, '/a')).toBe(document)
    expect(withRelativePaths(document, '/a')).toBe(document)
  })
})
