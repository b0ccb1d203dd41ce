import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyChange,
  type Change,
  createNode,
  freeNodeId,
} from '../../../src/engine/document/change'
import { parseDocumentValue } from '../../../src/engine/document/parse'
import { emptyDocument, type GraphDocument } from '../../../src/engine/document/schema'
import { type NodeKind, nodeKinds } from '../../../src/engine/nodes/index'
import {
  anyDocument,
  anyNode,
  anyTraining,
  documentOf,
  edge,
  mnistDocument,
  nodeId,
  position,
} from '../../support/documents'

/** Changes that may come for a document: mostly of nodes it has, now and then of one it has not. */
function anyChange(document: GraphDocument): fc.Arbitrary<Change> {
  const known = document.nodes.map(({ id }) => id)
  const id = fc.oneof({ weight: 1, arbitrary: nodeId }, ...known.map(each => fc.constant(each)))
  const anyEdge = fc.tuple(id, id).map(([from, to]) => edge(from, to))
  return fc.oneof(
    anyNode.map((node): Change => ({ kind: 'addNode', node })),
    fc.array(id).map((ids): Change => ({ kind: 'removeNodes', ids })),
    fc.dictionary(id, position).map((positions): Change => ({ kind: 'moveNodes', positions })),
    anyEdge.map((edge): Change => ({ kind: 'connect', edge })),
    fc.array(anyEdge).map((edges): Change => ({ kind: 'disconnect', edges })),
    fc.tuple(id, fc.string()).map(([id, label]): Change => ({ kind: 'setLabel', id, label })),
    anyTraining.map((training): Change => ({ kind: 'setTraining', training })),
    fc.string().map((name): Change => ({ kind: 'setName', name })),
    fc.constantFrom(...(known.length > 0 ? known : ['none'])).map((id): Change => {
      const kind = document.nodes.find(node => node.id === id)?.kind
      return { kind: 'setAttrs', id, attrs: kind === 'dense' ? { units: 7, bias: false } : {} }
    }),
  )
}

const documentAndChange = anyDocument.chain(document =>
  fc.tuple(fc.constant(document), anyChange(document)),
)

describe('applyChange', () => {
  it('gives a valid document for any change, and leaves the given one alone', () => {
    fc.assert(
      fc.property(documentAndChange, ([document, change]) => {
        const before = structuredClone(document)
        const after = applyChange(document, change)
        expect(document).toEqual(before)
        expect(parseDocumentValue(after)).toEqual({ kind: 'ok', document: after })
      }),
      { numRuns: 500 },
    )
  })

  it('does not touch what it does not change', () => {
    const document = mnistDocument()
    const moved = applyChange(document, {
      kind: 'moveNodes',
      positions: { dense1: { x: 5, y: 6 } },
    })
    expect(moved.nodes[1]!.position).toEqual({ x: 5, y: 6 })
    expect(moved.nodes[0]).toBe(document.nodes[0])
    expect(moved.edges).toBe(document.edges)
    expect(moved.training).toBe(document.training)
  })

  it('removes the edges of the nodes it removes, and no others', () => {
    const after = applyChange(mnistDocument(), { kind: 'removeNodes', ids: ['relu1'] })
    expect(after.nodes.map(({ id }) => id)).toEqual(['data1', 'dense1', 'dense2', 'loss1'])
    expect(after.edges).toEqual([edge('data1', 'dense1'), edge('dense2', 'loss1')])
  })

  it('replaces the edge of a port that takes one', () => {
    const after = applyChange(mnistDocument(), {
      kind: 'connect',
      edge: edge('data1', 'loss1'),
    })
    expect(after.edges.filter(({ to }) => to.node === 'loss1')).toEqual([edge('data1', 'loss1')])
    expect(after.edges).toHaveLength(4)
  })

  it('adds to the edges of a port that takes many, and never the same one twice', () => {
    const join = documentOf([
      { id: 'a', kind: 'dense' },
      { id: 'b', kind: 'dense', from: [] },
      { id: 'sum', kind: 'add', from: ['a'] },
    ])
    const once = applyChange(join, { kind: 'connect', edge: edge('b', 'sum') })
    expect(once.edges).toEqual([edge('a', 'sum'), edge('b', 'sum')])
    const twice = applyChange(once, { kind: 'connect', edge: edge('b', 'sum') })
    expect(twice.edges).toEqual(once.edges)
  })

  it.each<Change>([
    { kind: 'connect', edge: edge('gone', 'dense1') },
    { kind: 'connect', edge: edge('dense1', 'gone') },
    { kind: 'setAttrs', id: 'gone', attrs: { units: 3 } },
    { kind: 'setLabel', id: 'gone', label: 'x' },
    { kind: 'moveNodes', positions: { gone: { x: 1, y: 1 } } },
    { kind: 'removeNodes', ids: ['gone'] },
    { kind: 'disconnect', edges: [edge('data1', 'gone')] },
    { kind: 'addNode', node: mnistDocument().nodes[0]! },
  ])('does nothing where the node is gone, or there already: $kind', change => {
    expect(applyChange(mnistDocument(), change)).toEqual(mnistDocument())
  })

  it('drops a label that is empty or blank', () => {
    const named = applyChange(mnistDocument(), { kind: 'setLabel', id: 'dense1', label: ' fc ' })
    expect(named.nodes[1]!.label).toBe('fc')
    const unnamed = applyChange(named, { kind: 'setLabel', id: 'dense1', label: '  ' })
    expect(unnamed).toEqual(mnistDocument())
  })
})

describe('createNode', () => {
  it.each(Object.keys(nodeKinds) as NodeKind[])('makes a valid %s with default attrs', kind => {
    const document = emptyDocument()
    const node = createNode(document, kind, { x: 1, y: 2 })
    const after = applyChange(document, { kind: 'addNode', node })
    expect(parseDocumentValue(after).kind).toBe('ok')
  })

  it('names nodes by the first free number of their stem', () => {
    const document = mnistDocument([8, 8])
    const removed = applyChange(document, { kind: 'removeNodes', ids: ['dense1'] })
    expect(freeNodeId(document, 'dense')).toBe('dense4')
    expect(freeNodeId(removed, 'dense')).toBe('dense1')
    expect(createNode(document, 'activation', { x: 0, y: 0 }, { function: 'tanh' }).id).toBe(
      'tanh1',
    )
  })
})
