import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { csvText } from '../../../src/renderer/panels/export/csv'
import { runJson } from '../../../src/renderer/runs/actions'
import { figuresAt } from '../../../src/renderer/runs/at-step'
import { shownRuns } from '../../../src/renderer/runs/columns'
import { graphDiff } from '../../../src/renderer/runs/graph-diff'
import { unpaired } from '../../../src/renderer/runs/pairing'
import { runsTable } from '../../../src/renderer/runs/runs-csv'
import type { RunRow } from '../../../src/shared/runs/record'
import { runRecord } from '../../support/run-record'
import { digits } from '../harness/networks'

const row = (name: string, changes: Partial<RunRow> = {}): RunRow => ({
  ...runRecord().summary,
  id: name,
  name,
  starred: false,
  ...changes,
})

/** The graph with other nodes, edges or training. */
const edited = (edit: (document: GraphDocument) => void) => {
  const copy = structuredClone(digits)
  edit(copy)
  return copy
}

describe('the table of runs', () => {
  const runs = [
    row('b 10', { batchLoss: Number.NaN, metrics: { train: null, validation: null, test: null } }),
    row('b 9', { batchLoss: 2, metrics: { train: null, validation: null, test: null } }),
    row('a', { batchLoss: 1, metrics: { train: null, validation: null, test: null } }),
  ]
  const names = (filter: string, column: 'name' | 'trainLoss', descending: boolean) =>
    shownRuns(runs, filter, { column, descending }).map(({ name }) => name)

  it('is sorted with numbers in names as numbers, and what is not known last', () => {
    expect(names('', 'name', false)).toEqual(['a', 'b 9', 'b 10'])
    expect(names('', 'trainLoss', false)).toEqual(['a', 'b 9', 'b 10'])
    expect(names('', 'trainLoss', true)).toEqual(['b 9', 'a', 'b 10'])
  })

  it('is filtered by every word, in any order', () => {
    expect(names('9 SGD', 'name', false)).toEqual(['b 9'])
    expect(names('adam', 'name', false)).toEqual([])
  })

  it('leaves no text in its CSV that a spreadsheet would run', () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'a,"b"']
    const csv = csvText(runsTable(hostile.map(name => row(name, { graphName: name }))))
    const cells = csv
      .split('\r\n')
      .slice(1)
      .flatMap(line => line.split(','))
    const texts = cells.filter(cell => Number.isNaN(Number(cell)))
    expect(texts.filter(cell => /^[=+\-@\t]/.test(cell))).toEqual([])
    expect(csv).toContain("'=1+1")
    expect(csv).toContain('"a,""b"""')
  })
})

describe('a paired comparison', () => {
  const { summary } = runRecord()
  const run = (changes = {}, document = digits) => ({
    summary: { ...summary, ...changes },
    document,
  })

  it('needs the same seed, data and batches, and nothing else', () => {
    expect(unpaired(run(), run())).toEqual([])
    const other = edited(({ training }) => {
      training.optimizer = { kind: 'sgd', learningRate: 9 }
    })
    expect(unpaired(run(), run({}, other))).toEqual([])
  })

  it('names all that differs by chance', () => {
    const other = edited(({ nodes, training }) => {
      training.batchSize++
      const data = nodes.find(({ kind }) => kind === 'data')!
      Object.assign(data.attrs, { normalization: 'none' })
    })
    const changed = run({ seed: 7, step: 50, firstStep: 10, backend: 'reference' }, other)
    expect(unpaired(run(), changed)).toEqual([
      ...['seed', 'data', 'batchSize', 'start', 'steps', 'backend'],
    ])
  })
})

describe('the difference of two graphs', () => {
  const said = (after: GraphDocument, before = digits) =>
    graphDiff(before, after).map(({ what, subject, detail }) => `${what}: ${subject}, ${detail}`)

  it('is none of itself, nor of a graph that was only moved', () => {
    const moved = edited(({ nodes }) => {
      for (const node of nodes) node.position = { x: 1, y: 2 }
    })
    expect(said(moved)).toEqual([])
  })

  it('names attrs, nodes, edges and the training', () => {
    const { id } = digits.nodes.find(({ kind }) => kind === 'dense')!
    const changed = edited(document => {
      document.training.optimizer.learningRate = 0.123
      const dense = document.nodes.find(node => node.id === id)!
      Object.assign(dense.attrs, { units: 77 })
      document.edges.splice(0, 1)
    })
    const lines = said(changed)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^training: .*Learning rate: .* → 0.123/)
    expect(lines[1]).toMatch(new RegExp(`^changed: ${id}, Units: .* → 77`))
    expect(lines[2]).toMatch(/^disconnected: .* → /)
  })

  it('says of a node that became another kind that one is gone and one is new', () => {
    const { id } = digits.nodes.find(({ kind }) => kind === 'activation')!
    const changed = edited(document => {
      const at = document.nodes.findIndex(node => node.id === id)
      const { position } = document.nodes[at]!
      document.nodes[at] = { id, kind: 'add', position, attrs: {} }
    })
    expect(said(changed)).toEqual([`removed: Activation, ${id}`, `added: Add, ${id}`])
  })

  it('sees a bypassed node', () => {
    const { id } = digits.nodes.find(({ kind }) => kind === 'activation')!
    const changed = edited(document => {
      document.nodes.find(node => node.id === id)!.disabled = true
    })
    expect(said(changed)).toEqual([`changed: ${id}, now bypassed`])
    expect(said(digits, changed)).toEqual([`changed: ${id}, no longer bypassed`])
  })
})

describe('a run', () => {
  it('tells its figures after any of its steps', () => {
    const record = runRecord()
    expect(figuresAt(record, 100)).toMatchObject({ trainLoss: 0.25, validationLoss: 0.3 })
    const early = figuresAt(record, 60)
    expect(early.trainLoss).toBe(0.5)
    expect(early.validationLoss).toBeNaN()
  })

  it('is exported as JSON that any program reads', () => {
    const exported = JSON.parse(runJson(runRecord({ name: 'mine' })))
    expect(exported).toMatchObject({
      format: 'gradscope-run',
      name: 'mine',
      graph: { name: 'net' },
    })
    expect(exported.gradients).toMatchObject({ mean: [expect.closeTo(0.1), expect.closeTo(0.2)] })
    expect(exported.gradients.max[1]).toBe('NaN')
  })
})
