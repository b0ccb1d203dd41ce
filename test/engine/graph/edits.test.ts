import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, type Change, createNode } from '../../../src/engine/document/change'
import { edgeKey, parseDocumentValue } from '../../../src/engine/document/parse'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import {
  deleteAndRewire,
  type EditResult,
  insertOnEdge,
  replaceKind,
  setAttrsOfMany,
  toggleBypass,
} from '../../../src/engine/graph/edits'
import { type NodeKind, nodeKinds } from '../../../src/engine/nodes/index'
import {
  anyDocument,
  bypassed,
  documentNode,
  documentOf,
  edge,
  mnistDocument,
} from '../../support/documents'

const apply = (document: GraphDocument, changes: readonly Change[]) =>
  changes.reduce(applyChange, document)
const edgesOf = (document: GraphDocument) => document.edges.map(edgeKey)
const nodeAt = { x: 0, y: 0 }

function done(result: EditResult): readonly Change[] {
  if (!result.ok) throw new Error(result.reason)
  return result.changes
}

/** Two dense branches of one data set that are put side by side. */
const branches = documentOf([
  { id: 'data1', kind: 'data' },
  { id: 'a', kind: 'dense', from: ['data1'] },
  { id: 'b', kind: 'dense', from: ['data1'] },
  { id: 'cat', kind: 'concat', from: ['a', 'b'] },
  { id: 'out', kind: 'dense', attrs: { units: 10 }, from: ['cat'] },
  { id: 'loss1', kind: 'loss' },
])

describe('deleteAndRewire', () => {
  it('connects the neighbours of a node, and of several in a row', () => {
    const document = mnistDocument([8, 8])
    const one = apply(document, deleteAndRewire(document, ['relu1']))
    expect(edgesOf(one)).toContain('dense1.y>dense2.x')
    const three = apply(document, deleteAndRewire(document, ['relu1', 'dense2', 'relu2']))
    expect(edgesOf(three)).toEqual(['data1.y>dense1.x', 'dense1.y>dense3.x', 'dense3.y>loss1.x'])
    expect(analyze(three).graph).not.toBeNull()
  })

  it('keeps the order in which a join takes its inputs', () => {
    const document = applyChange(branches, {
      kind: 'replaceEdge',
      edge: edge('a', 'cat'),
      by: [edge('a', 'relu'), edge('relu', 'cat')],
    })
    const withNode = apply(branches, [
      { kind: 'addNode', node: documentNode('relu', 'activation') },
      {
        kind: 'replaceEdge',
        edge: edge('a', 'cat'),
        by: [edge('a', 'relu'), edge('relu', 'cat')],
      },
    ])
    expect(document).toEqual(
      applyChange(branches, { kind: 'disconnect', edges: [edge('a', 'cat')] }),
    )
    expect(edgesOf(apply(withNode, deleteAndRewire(withNode, ['relu'])))).toEqual(edgesOf(branches))
  })

  it('gives a join all sources of a deleted one, a single port the first', () => {
    const nested = documentOf([
      { id: 'a', kind: 'dense', from: [] },
      { id: 'b', kind: 'dense', from: [] },
      { id: 'c', kind: 'dense', from: [] },
      { id: 'inner', kind: 'concat', from: ['a', 'b'] },
      { id: 'outer', kind: 'concat', from: ['inner', 'c'] },
      { id: 'end', kind: 'dense', from: ['outer'] },
    ])
    const flat = apply(nested, deleteAndRewire(nested, ['inner']))
    expect(edgesOf(flat)).toEqual(['a.y>outer.x', 'b.y>outer.x', 'c.y>outer.x', 'outer.y>end.x'])
    const single = apply(nested, deleteAndRewire(nested, ['outer']))
    expect(edgesOf(single)).toContain('inner.y>end.x')
    expect(edgesOf(single)).not.toContain('c.y>end.x')
  })

  it('makes no edge that is there already', () => {
    const document = documentOf([
      { id: 'a', kind: 'dense', from: [] },
      { id: 'b', kind: 'dense', from: ['a'] },
      { id: 'sum', kind: 'add', from: ['a', 'b'] },
    ])
    expect(edgesOf(apply(document, deleteAndRewire(document, ['b'])))).toEqual(['a.y>sum.x'])
  })

  it('deletes the ends of a network, and all of it', () => {
    const document = mnistDocument()
    const ends = apply(document, deleteAndRewire(document, ['data1', 'loss1']))
    expect(ends.nodes).toHaveLength(3)
    expect(ends.edges).toHaveLength(2)
    const ids = document.nodes.map(({ id }) => id)
    const nothing = apply(document, deleteAndRewire(document, ids))
    expect([nothing.nodes, nothing.edges]).toEqual([[], []])
  })

  it('gives a valid document, and no new loop, whatever is deleted', () => {
    fc.assert(
      fc.property(anyDocument, fc.infiniteStream(fc.boolean()), (document, picks) => {
        const ids = document.nodes.filter(() => picks.next().value).map(({ id }) => id)
        const after = apply(document, deleteAndRewire(document, ids))
        expect(parseDocumentValue(after).kind).toBe('ok')
        expect(after.nodes.some(({ id }) => ids.includes(id))).toBe(false)
        const loops = (d: GraphDocument) => analyze(d).problems.some(({ kind }) => kind === 'cycle')
        if (!loops(document)) expect(loops(after)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})

describe('insertOnEdge', () => {
  it('puts a new node between two others', () => {
    const document = mnistDocument()
    const node = createNode(document, 'batchNorm', nodeAt)
    const after = apply(document, done(insertOnEdge(document, edge('dense1', 'relu1'), node)))
    expect(edgesOf(after).slice(0, 4)).toEqual([
      'data1.y>dense1.x',
      'dense1.y>batchNorm1.x',
      'batchNorm1.y>relu1.x',
      'relu1.y>dense2.x',
    ])
  })

  it('puts a loose node of the document there, and keeps the inputs of a join in order', () => {
    const document = applyChange(branches, {
      kind: 'addNode',
      node: documentNode('relu', 'activation'),
    })
    const relu = document.nodes.at(-1)!
    const after = apply(document, done(insertOnEdge(document, edge('a', 'cat'), relu)))
    expect(after.nodes).toHaveLength(7)
    const inputs = after.edges.filter(({ to }) => to.node === 'cat').map(({ from }) => from.node)
    expect(inputs).toEqual(['relu', 'b'])
  })

  it.each<NodeKind>(['data', 'loss'])('does not put %s on an edge, and says why', kind => {
    const document = mnistDocument()
    const node = createNode(document, kind, nodeAt)
    const result = insertOnEdge(document, edge('data1', 'dense1'), node)
    expect(result).toEqual({ ok: false, reason: expect.stringContaining(node.id) })
  })

  it('closes no loop, takes no input away, and needs the edge', () => {
    const document = mnistDocument([8, 8])
    const relu2 = document.nodes.find(({ id }) => id === 'relu2')!
    const taken = insertOnEdge(document, edge('dense1', 'relu1'), relu2)
    expect(taken).toEqual({ ok: false, reason: expect.stringContaining('has an input already') })
    const fed = applyChange(branches, { kind: 'connect', edge: edge('data1', 'cat') })
    const loop = insertOnEdge(fed, edge('data1', 'a'), fed.nodes.find(({ id }) => id === 'cat')!)
    expect(loop.ok).toBe(false)
    const gone = insertOnEdge(document, edge('dense1', 'loss1'), relu2)
    expect(gone).toEqual({ ok: false, reason: 'The edge is gone.' })
  })
})

describe('replaceKind', () => {
  it('keeps place, label and edges, and names the node for what it is', () => {
    const document = applyChange(mnistDocument(), { kind: 'setLabel', id: 'relu1', label: 'φ' })
    const { changes, id } = replaceKind(document, 'relu1', 'dropout')
    const after = apply(document, changes)
    expect(id).toBe('dropout1')
    expect(after.nodes[2]).toMatchObject({ id: 'dropout1', kind: 'dropout', label: 'φ' })
    expect(edgesOf(after)).toEqual(edgesOf(document).map(key => key.replace('relu1', 'dropout1')))
  })

  it('keeps attrs that both kinds have', () => {
    const document = documentOf([
      { id: 'bn', kind: 'batchNorm', attrs: { epsilon: 0.01 } },
      { id: 'fn', kind: 'activation', attrs: { function: 'tanh' }, from: [] },
    ])
    const after = apply(document, replaceKind(document, 'bn', 'layerNorm').changes)
    expect(after.nodes[0]!.attrs.epsilon).toBe(0.01)
    const { changes, id } = replaceKind(document, 'fn', 'activation', { function: 'gelu' })
    expect(id).toBe('gelu1')
    expect(apply(document, changes).nodes[1]!.attrs.function).toBe('gelu')
  })

  it('drops the edges that a kind has no ports for', () => {
    const single = apply(branches, replaceKind(branches, 'cat', 'dense').changes)
    expect(single.edges.filter(({ to }) => to.node === 'dense1')).toEqual([edge('a', 'dense1')])
    const source = apply(branches, replaceKind(branches, 'cat', 'data').changes)
    expect(source.edges.filter(({ to }) => to.node === 'data2')).toEqual([])
    const end = apply(branches, replaceKind(branches, 'cat', 'loss').changes)
    expect(end.edges.filter(({ from }) => from.node === 'loss2')).toEqual([])
  })

  it('makes any node one of any kind', () => {
    const kinds = fc.constantFrom(...(Object.keys(nodeKinds) as NodeKind[]))
    fc.assert(
      fc.property(anyDocument, kinds, fc.nat(), (document, kind, at) => {
        const node = document.nodes[at % Math.max(1, document.nodes.length)]
        if (!node) return
        const after = apply(document, replaceKind(document, node.id, kind).changes)
        expect(parseDocumentValue(after).kind).toBe('ok')
        expect(after.nodes[document.nodes.indexOf(node)]!.kind).toBe(kind)
      }),
    )
  })
})

describe('setAttrsOfMany', () => {
  it('sets what each kind has and allows', () => {
    const document = mnistDocument([8, 8])
    const ids = document.nodes.map(({ id }) => id)
    const after = apply(document, setAttrsOfMany(document, ids, { units: 33, bias: false }))
    const dense = after.nodes.filter(({ kind }) => kind === 'dense')
    expect(dense.map(({ attrs }) => [attrs.units, attrs.bias])).toEqual(
      dense.map(() => [33, false]),
    )
    expect(parseDocumentValue(after).kind).toBe('ok')
    expect(setAttrsOfMany(document, ids, { units: 0 })).toEqual([])
    expect(setAttrsOfMany(document, [], { units: 5 })).toEqual([])
  })
})

describe('toggleBypass', () => {
  it('bypasses what can be, and takes it in again when all of it is out', () => {
    const document = mnistDocument([8])
    const ids = ['data1', 'dense1', 'relu1']
    const out = toggleBypass(document, ids)
    expect(out).toMatchObject({ ok: true, disabled: true, ids: ['dense1', 'relu1'] })
    expect(apply(document, done(out))).toEqual(bypassed(document, 'dense1', 'relu1'))
    const half = bypassed(document, 'dense1')
    expect(toggleBypass(half, ids)).toMatchObject({ disabled: true, ids: ['relu1'] })
    const back = toggleBypass(bypassed(document, 'dense1', 'relu1'), ids)
    expect(apply(bypassed(document, 'dense1', 'relu1'), done(back))).toEqual(document)
  })

  it('says why the ends of a network stay, and switches them on where a file has them off', () => {
    const document = mnistDocument()
    expect(toggleBypass(document, ['loss1'])).toEqual({
      ok: false,
      reason: expect.stringContaining('Loss "loss1" ends the network'),
    })
    const off = bypassed(document, 'data1')
    expect(apply(off, done(toggleBypass(off, ['data1'])))).toEqual(document)
  })
})
