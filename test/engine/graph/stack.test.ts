import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, createNode } from '../../../src/engine/document/change'
import { edgeKey, parseDocumentValue } from '../../../src/engine/document/parse'
import { emptyDocument, type GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import { type StackOptions, stack } from '../../../src/engine/graph/stack'
import { bypassed, documentOf, mnistDocument } from '../../support/documents'

const place = { after: null, start: { x: 0, y: 0 }, pitch: { x: 200, y: 100 }, perRow: 6 }
const plain: StackOptions = {
  count: 3,
  units: 16,
  activation: 'relu',
  init: 'he',
  batchNorm: false,
  dropout: 0,
  skip: 0,
}

function stacked(document: GraphDocument, options: Partial<StackOptions>, after: string | null) {
  const { changes, ids } = stack(document, { ...plain, ...options }, { ...place, after })
  return { document: changes.reduce(applyChange, document), ids }
}

const inputsOf = (document: GraphDocument, id: string) =>
  document.edges.filter(({ to }) => to.node === id).map(({ from }) => from.node)

const start = mnistDocument([16])

describe('stack', () => {
  it('stands by itself where nothing is selected', () => {
    const { document, ids } = stacked(emptyDocument(), {}, null)
    expect(ids).toEqual(['dense1', 'relu1', 'dense2', 'relu2', 'dense3', 'relu3'])
    expect(document.edges.map(edgeKey)).toEqual([
      'dense1.y>relu1.x',
      'relu1.y>dense2.x',
      'dense2.y>relu2.x',
      'relu2.y>dense3.x',
      'dense3.y>relu3.x',
    ])
  })

  it('goes between a node and what it fed, and trains', () => {
    const { document } = stacked(
      start,
      { count: 2, batchNorm: true, dropout: 0.1, activation: 'tanh', init: 'glorot' },
      'relu1',
    )
    expect(analyze(document).problems).toEqual([])
    expect(inputsOf(document, 'dense3')).toEqual(['relu1'])
    expect(inputsOf(document, 'dense2')).toEqual(['dropout2'])
    const kinds = analyze(document).graph?.nodes.map(({ kind }) => kind)
    const layer = ['dense', 'batchNorm', 'activation', 'dropout']
    expect(kinds).toEqual([
      ...['data', 'dense', 'activation'],
      ...layer,
      ...layer,
      ...['dense', 'loss'],
    ])
    expect(document.nodes.find(({ id }) => id === 'dense3')?.attrs.init).toBe('glorot')
    expect(document.nodes.find(({ id }) => id === 'dropout1')?.attrs.rate).toBe(0.1)
  })

  it('feeds all that its place fed, in their order', () => {
    const branching = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'a', kind: 'dense', from: ['data1'] },
      { id: 'cat', kind: 'concat', from: ['data1', 'a'] },
    ])
    const { document, ids } = stacked(branching, { count: 1 }, 'data1')
    expect(inputsOf(document, 'a')).toEqual([ids.at(-1)])
    expect(inputsOf(document, 'cat')).toEqual([ids.at(-1), 'a'])
    expect(inputsOf(document, ids[0]!)).toEqual(['data1'])
  })

  it('leads skip connections around every so many layers of the same width', () => {
    const { document } = stacked(start, { count: 4, skip: 2 }, 'relu1')
    expect(analyze(document).problems).toEqual([])
    expect(inputsOf(document, 'add1')).toEqual(['relu3', 'relu1'])
    expect(inputsOf(document, 'add2')).toEqual(['relu5', 'add1'])
  })

  it('starts the first skip behind the first layer where the width changes', () => {
    const { document } = stacked(start, { count: 5, units: 8, skip: 2 }, 'relu1')
    expect(analyze(document).problems).toEqual([])
    expect(inputsOf(document, 'add1')).toEqual(['relu4', 'relu2'])
    expect(document.nodes.filter(({ kind }) => kind === 'add')).toHaveLength(2)
  })

  it('is without its skip when the sum is bypassed', () => {
    const { document } = stacked(start, { count: 2, skip: 2 }, 'relu1')
    const { graph, problems } = analyze(bypassed(document, 'add1'))
    expect(problems).toEqual([])
    expect(graph?.nodes.filter(({ kind }) => kind === 'dense')).toHaveLength(4)
  })

  it('fills rows with whole layers', () => {
    const { document } = stacked(emptyDocument(), { count: 5, batchNorm: true }, null)
    const places = document.nodes.map(({ position: { x, y } }) => `${x},${y}`)
    expect(new Set(places).size).toBe(15)
    expect(document.nodes[6]!.position).toEqual({ x: 0, y: 100 })
    expect(Math.max(...document.nodes.map(({ position }) => position.x))).toBe(1000)
  })

  it('builds a network of 12 layers that trains from five gestures', () => {
    let document = emptyDocument()
    const data = createNode(document, 'data', { x: 0, y: 0 })
    document = applyChange(document, { kind: 'addNode', node: data })
    const layers = stacked(document, { count: 12, units: 64, skip: 2 }, 'data1')
    document = layers.document
    for (const kind of ['dense', 'loss'] as const) {
      const from = document.nodes.at(-1)!.id
      const node = createNode(document, kind, { x: 0, y: 0 }, kind === 'dense' ? { units: 10 } : {})
      document = applyChange(document, { kind: 'addNode', node })
      document = applyChange(document, {
        kind: 'connect',
        edge: { from: { node: from, port: 'y' }, to: { node: node.id, port: 'x' } },
      })
    }
    const { graph, problems } = analyze(document)
    expect(problems).toEqual([])
    expect(graph?.nodes.filter(({ kind }) => kind === 'dense')).toHaveLength(13)
  })

  it('gives a valid document without problems for any options', () => {
    const options = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      units: fc.constantFrom(10, 16, 784),
      activation: fc.constantFrom('relu', 'gelu', null),
      init: fc.constantFrom('he', 'zeros'),
      batchNorm: fc.boolean(),
      dropout: fc.constantFrom(0, 0.5),
      skip: fc.integer({ min: 0, max: 4 }),
    })
    const after = fc.constantFrom('data1', 'dense1', 'relu1')
    fc.assert(
      fc.property(options, after, (options, after) => {
        const { document, ids } = stacked(start, options, after)
        expect(parseDocumentValue(document).kind).toBe('ok')
        expect(analyze(document).problems).toEqual([])
        expect(document.nodes.slice(start.nodes.length).map(({ id }) => id)).toEqual(ids)
      }),
      { numRuns: 60 },
    )
  })
})
