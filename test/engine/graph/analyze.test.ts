import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import type { Problem } from '../../../src/engine/graph/types'
import { compileProgram } from '../../../src/engine/plan/program'
import { anyDocument, bypassed, documentOf, edge, mnistDocument } from '../../support/documents'
import type { NodeSpec } from '../../support/networks'

const data: NodeSpec = { id: 'data1', kind: 'data' }
const head: NodeSpec[] = [
  { id: 'out', kind: 'dense', attrs: { units: 10 } },
  { id: 'loss1', kind: 'loss' },
]
const dense = (id: string, units: number, from?: string[]): NodeSpec => ({
  id,
  kind: 'dense',
  attrs: { units },
  ...(from && { from }),
})

interface Case {
  readonly kind: Problem['kind']
  readonly document: GraphDocument
  readonly nodeId: string | null
  readonly message: string
  readonly remedy: string
  readonly severity?: Problem['severity']
}

const cases: readonly Case[] = [
  {
    kind: 'noData',
    document: documentOf([dense('dense1', 10, []), { id: 'loss1', kind: 'loss' }]),
    nodeId: null,
    message: 'The network has no data set.',
    remedy: 'Add a Data set node',
  },
  {
    kind: 'severalData',
    document: documentOf([data, { id: 'data2', kind: 'data' }, ...head]),
    nodeId: 'data2',
    message: 'Data set "data2" is a second data set',
    remedy: 'Delete one of them.',
  },
  {
    kind: 'noLoss',
    document: documentOf([data, dense('dense1', 10)]),
    nodeId: null,
    message: 'The network has no loss.',
    remedy: 'Add a Loss node',
  },
  {
    kind: 'severalLosses',
    document: documentOf([data, ...head, { id: 'loss2', kind: 'loss', from: ['out'] }]),
    nodeId: 'loss2',
    message: 'Loss "loss2" is a second loss',
    remedy: 'Delete one of them.',
  },
  {
    kind: 'cycle',
    document: documentOf([
      data,
      { id: 'sum', kind: 'add', from: ['data1', 'b'] },
      dense('a', 784, ['sum']),
      dense('b', 784, ['a']),
      ...head,
    ]),
    nodeId: 'sum',
    message: 'These nodes form a loop: sum → a → b.',
    remedy: 'Remove one of the edges',
  },
  {
    kind: 'missingInput',
    document: documentOf([data, dense('dense1', 10, []), { id: 'loss1', kind: 'loss' }]),
    nodeId: 'dense1',
    message: 'Dense "dense1" has no input.',
    remedy: 'Connect the output of another node',
  },
  {
    kind: 'tooFewInputs',
    document: documentOf([data, { id: 'sum', kind: 'add' }, ...head]),
    nodeId: 'sum',
    message: 'Add "sum" joins branches, but has one input.',
    remedy: 'Connect at least two outputs',
  },
  {
    kind: 'tooManyInputs',
    document: documentOf([data, dense('a', 5), dense('b', 5, ['data1', 'a']), ...head]),
    nodeId: 'b',
    message: 'Dense "b" takes one input, but has 2.',
    remedy: 'Remove the extra edges',
  },
  {
    kind: 'wrongPort',
    document: {
      ...mnistDocument(),
      edges: [
        ...mnistDocument().edges,
        { from: { node: 'data1', port: 'y' }, to: { node: 'dense2', port: 'bias' } },
      ],
    },
    nodeId: 'dense2',
    message: 'Dense "dense2" has no port "bias".',
    remedy: 'Remove the edge',
  },
  {
    kind: 'wrongPort',
    document: {
      ...mnistDocument(),
      edges: [...mnistDocument().edges, edge('loss1', 'dense1')],
    },
    nodeId: 'loss1',
    message: 'Loss "loss1" has no port "y".',
    remedy: 'Remove the edge',
  },
  {
    kind: 'cannotBypass',
    document: bypassed(mnistDocument(), 'loss1'),
    nodeId: 'loss1',
    message: 'It cannot be bypassed: Loss "loss1" ends the network: nothing could be trained.',
    remedy: 'Switch it on again.',
  },
  {
    kind: 'noDataFile',
    document: documentOf([{ ...data, attrs: { dataset: 'ownTable' } }, ...head]),
    nodeId: 'data1',
    message: 'Data set "data1" has no data yet.',
    remedy: 'Import a file: choose it in the data view.',
  },
  {
    kind: 'unknownDataset',
    document: documentOf([{ ...data, attrs: { dataset: 'constructor' } }, ...head]),
    nodeId: 'data1',
    message: 'Data set "data1": there is no data set "constructor".',
    remedy: 'Choose another data set.',
  },
  {
    kind: 'shape',
    document: documentOf([
      data,
      dense('a', 5),
      dense('b', 6, ['data1']),
      { id: 'sum', kind: 'add', from: ['a', 'b'] },
      ...head,
    ]),
    nodeId: 'sum',
    message: 'Add "sum": inputs have different sizes: 5 and 6.',
    remedy: 'Give both branches the same number of units',
  },
  {
    kind: 'shape',
    document: documentOf([data, dense('fc', 7), { id: 'loss1', kind: 'loss' }]),
    nodeId: 'loss1',
    message: 'Loss "loss1": the network gives 7 outputs, the data set has 10 classes.',
    remedy: 'Set the units of the last Dense layer to 10.',
  },
  {
    kind: 'shape',
    document: documentOf([data, dense('fc', 1), { id: 'loss1', kind: 'loss' }]),
    nodeId: 'loss1',
    message: 'Loss "loss1": the network gives 1 output, the data set has 10 classes.',
    remedy: 'Set the units of the last Dense layer to 10.',
  },
  {
    kind: 'shape',
    document: documentOf([
      { ...data, attrs: { dataset: 'diabetes' } },
      dense('fc', 3),
      { id: 'loss1', kind: 'loss', attrs: { function: 'meanSquaredError' } },
    ]),
    nodeId: 'loss1',
    message: 'Loss "loss1": the network gives 3 outputs, the data set has 1 target value.',
    remedy: 'Set the units of the last Dense layer to 1.',
  },
  {
    kind: 'tooLarge',
    document: documentOf([data, dense('a', 65_536), dense('b', 65_536), ...head]),
    nodeId: 'b',
    message: 'Dense "b" would need a tensor of 4,294,967,296 values.',
    remedy: 'Make it, or the layer before it, smaller.',
  },
  {
    kind: 'unused',
    severity: 'warning',
    document: documentOf([data, ...head, dense('side', 3, ['data1'])]),
    nodeId: 'side',
    message: 'Dense "side" does not lead to the loss and will not be trained.',
    remedy: 'Connect it on, or delete it.',
  },
]

describe('problems', () => {
  it.each(cases)('$kind names the node and the remedy: $message', expected => {
    const { problems, graph } = analyze(expected.document)
    const found = problems.find(({ kind }) => kind === expected.kind)!
    expect(found).toBeDefined()
    expect(found.nodeId).toBe(expected.nodeId)
    expect(found.message).toContain(expected.message)
    expect(found.remedy).toContain(expected.remedy)
    expect(found.severity).toBe(expected.severity ?? 'error')
    expect(graph === null).toBe(found.severity === 'error')
  })

  it('shows every kind of problem in one of these cases', () => {
    const kinds: Record<Problem['kind'], true> = {
      noData: true,
      severalData: true,
      noLoss: true,
      severalLosses: true,
      cycle: true,
      missingInput: true,
      tooFewInputs: true,
      tooManyInputs: true,
      wrongPort: true,
      cannotBypass: true,
      noDataFile: true,
      unknownDataset: true,
      shape: true,
      tooLarge: true,
      unused: true,
    }
    expect([...new Set(cases.map(({ kind }) => kind))].toSorted()).toEqual(
      Object.keys(kinds).toSorted(),
    )
  })

  it('names a node by its label where it has one', () => {
    const document = documentOf([data, dense('dense1', 7), { id: 'loss1', kind: 'loss' }])
    document.nodes[2]!.label = 'my loss'
    expect(analyze(document).problems[0]!.message).toContain('Loss "my loss"')
  })

  it('only warns of what is wrong with nodes that do not lead to the loss', () => {
    const { graph, problems } = analyze(
      documentOf([
        data,
        ...head,
        dense('a', 5, ['data1']),
        dense('b', 6, ['data1']),
        { id: 'sum', kind: 'add', from: ['a', 'b'] },
      ]),
    )
    expect(graph).not.toBeNull()
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(problems.map(({ kind }) => kind)).toContain('shape')
  })

  it('finds nothing wrong with a sound network', () => {
    expect(analyze(mnistDocument([8, 8])).problems).toEqual([])
  })

  it.each(['softmaxCrossEntropy', 'binaryCrossEntropy', 'meanSquaredError'])(
    'takes classes by any loss, numbers to predict by mean squared error only: %s',
    name => {
      const by = (dataset: string, units: number) =>
        analyze(
          documentOf([
            { ...data, attrs: { dataset } },
            dense('out', units),
            { id: 'loss1', kind: 'loss', attrs: { function: name } },
          ]),
        ).problems
      expect(by('iris', 3)).toEqual([])
      const suits = name === 'meanSquaredError'
      expect(by('diabetes', 1).map(({ message }) => message)).toEqual(
        suits ? [] : ['Loss "loss1": the data set has numbers to predict, not classes.'],
      )
    },
  )

  it('says that an empty canvas has neither data nor loss', () => {
    expect(analyze(documentOf([])).problems.map(({ kind }) => kind)).toEqual(['noData', 'noLoss'])
  })
})

describe('the graph', () => {
  it('is in topological order, ends in the loss and has only what leads there', () => {
    const document = documentOf([
      { id: 'loss1', kind: 'loss', from: ['out'] },
      dense('out', 10, ['sum']),
      { id: 'sum', kind: 'add', from: ['b', 'a'] },
      dense('b', 5, ['a']),
      dense('a', 5, ['data1']),
      dense('side', 3, ['a']),
      data,
    ])
    const { graph } = analyze(document)
    expect(graph!.nodes.map(({ id }) => id)).toEqual(['data1', 'a', 'b', 'sum', 'out', 'loss1'])
    expect(graph!.nodes[3]!.inputs).toEqual(['b', 'a'])
    expect(graph!.data.id).toBe('data1')
    expect(graph!.loss.id).toBe('loss1')
  })

  it('knows the shape and the parameter count of every node', () => {
    const { shapes, parameterCounts } = analyze(
      documentOf([
        data,
        dense('a', 16),
        { id: 'bn', kind: 'batchNorm' },
        { id: 'b', kind: 'dense', attrs: { units: 4, bias: false } },
        { id: 'cat', kind: 'concat', from: ['b', 'bn', 'data1'] },
        { id: 'drop', kind: 'dropout' },
        ...head,
      ]),
    )
    expect(Object.fromEntries(shapes)).toEqual({
      data1: [784],
      a: [16],
      bn: [16],
      b: [4],
      cat: [804],
      drop: [804],
      out: [10],
      loss1: [10],
    })
    expect(Object.fromEntries(parameterCounts)).toEqual({
      data1: 0,
      a: 784 * 16 + 16,
      bn: 32,
      b: 64,
      cat: 0,
      drop: 0,
      out: 8050,
      loss1: 0,
    })
  })

  it('infers shapes up to where something is missing', () => {
    const { graph, shapes } = analyze(documentOf([data, dense('a', 5), dense('b', 6, []), ...head]))
    expect(graph).toBeNull()
    expect([...shapes.keys()]).toEqual(['data1', 'a'])
  })
})

describe('any document', () => {
  it('is analysed without throwing; a graph comes exactly where no error stands', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const { graph, problems } = analyze(document)
        expect(graph === null).toBe(problems.some(({ severity }) => severity === 'error'))
        const ids = new Set<string | null>([null, ...document.nodes.map(({ id }) => id)])
        for (const problem of problems) {
          expect(ids.has(problem.nodeId)).toBe(true)
          expect(problem.message).toMatch(/\.$/)
          expect(problem.remedy).toMatch(/\.$/)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('gives a cycle exactly where there is one, however the edges run', () => {
    const wiring = fc
      .integer({ min: 1, max: 12 })
      .chain(count =>
        fc.tuple(
          fc.constant(count),
          fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 40 }),
        ),
      )
    fc.assert(
      fc.property(wiring, ([count, pairs]) => {
        const ids = Array.from({ length: count }, (_, i) => `n${i}`)
        const unique = new Map(pairs.map(([a, b]) => [`${a} ${b}`, edge(`n${a}`, `n${b}`)]))
        const document: GraphDocument = {
          ...documentOf(ids.map(id => ({ id, kind: 'add', from: [] }))),
          edges: [...unique.values()],
        }
        const { problems } = analyze(document)
        const cycle = problems.find(({ kind }) => kind === 'cycle')
        expect(cycle !== undefined).toBe(hasCycle(count, pairs))
        if (!cycle) return
        const list = /loop: (.*)\.$/.exec(cycle.message)![1]!.replace(/ → … \(.*\)$/, '')
        const named = list.split(' → ')
        named.forEach((from, i) => {
          const to = named[(i + 1) % named.length]!
          const isShortened = cycle.message.includes('…') && i === named.length - 1
          if (!isShortened) expect(unique.has(`${from.slice(1)} ${to.slice(1)}`)).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('has finite parameter and memory estimates, however large its layers', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 65_536 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 1_000_000 }), (units, batchSize) => {
        const document = mnistDocument(units, { batchSize })
        const { graph, parameterCounts } = analyze(document)
        for (const count of parameterCounts.values()) expect(count).toBeLessThan(2 ** 52)
        if (!graph) return
        const { arenaSize } = compileProgram(graph, document.training)
        expect(Number.isSafeInteger(arenaSize)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('large documents', () => {
  it('takes a chain of 2,000 nodes from document to plan', () => {
    const units = new Array<number>(1000).fill(4)
    const document = mnistDocument(units)
    const { graph } = analyze(document)
    expect(graph!.nodes).toHaveLength(2003)
    const program = compileProgram(graph!, document.training)
    expect(program.train.plan.forward.length).toBeGreaterThan(2000)
  })

  it('takes a ring of 2,000 nodes, and a node with 9,000 inputs', () => {
    const ring = documentOf(
      Array.from({ length: 2000 }, (_, i) => dense(`n${i}`, 4, [`n${(i + 1999) % 2000}`])),
    )
    const { problems } = analyze(ring)
    expect(problems[0]!.kind).toBe('cycle')
    expect(problems[0]!.message.length).toBeLessThan(500)
    const ids = Array.from({ length: 9000 }, (_, i) => `n${i}`)
    const star = analyze(
      documentOf([
        data,
        ...ids.map(id => dense(id, 1, ['data1'])),
        { id: 'cat', kind: 'concat', from: ids },
        ...head,
      ]),
    )
    expect(star.shapes.get('cat')).toEqual([9000])
  })
})

/** By depth-first search, written without the code under test. */
function hasCycle(count: number, pairs: readonly (readonly [number, number])[]): boolean {
  const state = new Array<'new' | 'open' | 'done'>(count).fill('new')
  const visit = (node: number): boolean => {
    if (state[node] === 'open') return true
    if (state[node] === 'done') return false
    state[node] = 'open'
    const found = pairs.some(([from, to]) => from === node && visit(to))
    state[node] = 'done'
    return found
  }
  return state.some((_, node) => visit(node))
}
