import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyChange,
  applyChanges,
  type Change,
  createNode,
  freeNodeId,
} from '../../../src/engine/document/change'
import { frameColors, framesOf } from '../../../src/engine/document/frame'
import { edgeKey, parseDocumentValue } from '../../../src/engine/document/parse'
import { emptyDocument, type GraphDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { type NodeKind, nodeKinds } from '../../../src/engine/nodes/index'
import {
  anyDocument,
  anyFrame,
  anyNode,
  anyTraining,
  documentOf,
  edge,
  mnistDocument,
  nodeId,
  position,
} from '../../support/documents'

/** As a gesture may give them: beyond the limits too. */
const anyFrameFields = {
  title: fc.string({ maxLength: 300 }),
  position: fc.record({ x: fc.integer(), y: fc.integer() }),
  width: fc.integer(),
  height: fc.integer(),
  color: fc.constantFrom(...frameColors, undefined),
  text: fc.option(fc.string(), { nil: undefined }),
}

/** Changes that may come for a document: mostly of nodes it has, now and then of one it has not. */
function anyChange(document: GraphDocument): fc.Arbitrary<Change> {
  const known = document.nodes.map(({ id }) => id)
  const id = fc.oneof({ weight: 1, arbitrary: nodeId }, ...known.map(each => fc.constant(each)))
  const frameId = fc.oneof(nodeId, ...framesOf(document).map(frame => fc.constant(frame.id)))
  const anyEdge = fc.tuple(id, id).map(([from, to]) => edge(from, to))
  return fc.oneof(
    anyNode.map((node): Change => ({ kind: 'addNode', node })),
    fc.array(id).map((ids): Change => ({ kind: 'removeNodes', ids })),
    fc.dictionary(id, position).map((positions): Change => ({ kind: 'moveNodes', positions })),
    anyEdge.map((edge): Change => ({ kind: 'connect', edge })),
    fc.array(anyEdge).map((edges): Change => ({ kind: 'disconnect', edges })),
    fc.tuple(id, fc.string()).map(([id, label]): Change => ({ kind: 'setLabel', id, label })),
    anyTraining.map((training): Change => ({ kind: 'setTraining', training })),
    fc
      .tuple(fc.array(id), fc.boolean())
      .map(([ids, disabled]): Change => ({ kind: 'setDisabled', ids, disabled })),
    fc.tuple(id, anyNode).map(([id, node]): Change => ({ kind: 'replaceNode', id, node })),
    fc
      .tuple(
        fc.oneof(anyEdge, ...document.edges.map(each => fc.constant(each))),
        fc.uniqueArray(anyEdge, { selector: edgeKey, maxLength: 3 }),
      )
      .map(([edge, by]): Change => ({ kind: 'replaceEdge', edge, by })),
    anyDocument.map(
      ({ nodes, edges, frames = [] }): Change => ({
        kind: 'addFragment',
        fragment: { nodes, edges, frames },
      }),
    ),
    anyFrame.map((frame): Change => ({ kind: 'addFrame', frame })),
    fc.array(frameId).map((ids): Change => ({ kind: 'removeFrames', ids })),
    fc
      .tuple(frameId, fc.record(anyFrameFields, { requiredKeys: [] }))
      .map(([id, fields]): Change => ({ kind: 'setFrame', id, fields })),
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

  it('gives the same one by one and all at once', () => {
    fc.assert(
      fc.property(
        anyDocument.chain(document =>
          fc.tuple(fc.constant(document), fc.array(anyChange(document), { maxLength: 8 })),
        ),
        ([document, changes]) => {
          expect(applyChanges(document, changes)).toEqual(changes.reduce(applyChange, document))
        },
      ),
      { numRuns: 300 },
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
    { kind: 'setDisabled', ids: ['gone'], disabled: true },
    { kind: 'setDisabled', ids: ['dense1'], disabled: false },
    { kind: 'replaceNode', id: 'gone', node: mnistDocument().nodes[0]! },
    { kind: 'replaceNode', id: 'dense1', node: mnistDocument().nodes[0]! },
    { kind: 'replaceEdge', edge: edge('data1', 'gone'), by: [edge('data1', 'loss1')] },
    { kind: 'addFragment', fragment: { ...mnistDocument(), frames: [] } },
    { kind: 'removeFrames', ids: ['gone'] },
    { kind: 'setFrame', id: 'gone', fields: { title: 'x' } },
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

describe('edges in the place of another', () => {
  const join = documentOf([
    { id: 'a', kind: 'dense', from: [] },
    { id: 'b', kind: 'dense', from: [] },
    { id: 'c', kind: 'dense', from: [] },
    { id: 'cat', kind: 'concat', from: ['a', 'b'] },
  ])
  const sources = (document: GraphDocument) =>
    document.edges.filter(({ to }) => to.node === 'cat').map(({ from }) => from.node)

  it('keep the order of the inputs', () => {
    const by = [edge('c', 'cat')]
    expect(sources(applyChange(join, { kind: 'replaceEdge', edge: edge('a', 'cat'), by }))).toEqual(
      ['c', 'b'],
    )
  })

  it('follow each other: one that came in a place can give it up again', () => {
    const changes: Change[] = [
      { kind: 'replaceEdge', edge: edge('a', 'cat'), by: [edge('c', 'cat')] },
      { kind: 'replaceEdge', edge: edge('c', 'cat'), by: [edge('a', 'cat'), edge('c', 'cat')] },
      { kind: 'replaceEdge', edge: edge('a', 'gone'), by: [edge('b', 'a')] },
    ]
    const after = applyChanges(join, changes)
    expect(sources(after)).toEqual(['a', 'c', 'b'])
    expect(applyChanges(join, changes.slice(2))).toBe(join)
  })

  it('leave a port that takes one edge with the first of them', () => {
    const before = { ...join, edges: [...join.edges, edge('c', 'a')] }
    const by = [edge('b', 'a'), edge('c', 'b')]
    const change: Change = { kind: 'replaceEdge', edge: edge('b', 'cat'), by }
    expect(applyChange(before, change).edges).toEqual([edge('a', 'cat'), ...by])
  })

  it('are none that stand there already', () => {
    const by = [edge('b', 'cat'), edge('c', 'cat')]
    expect(sources(applyChange(join, { kind: 'replaceEdge', edge: edge('a', 'cat'), by }))).toEqual(
      ['c', 'b'],
    )
  })
})

describe('frames', () => {
  const frame = { id: 'f', title: 'Encoder', position: { x: 0, y: 0 }, width: 100, height: 80 }
  const framed = applyChange(mnistDocument(), { kind: 'addFrame', frame })

  it('leave no trace when the last one goes', () => {
    expect(framed.frames).toEqual([frame])
    const after = applyChange(framed, { kind: 'removeFrames', ids: ['f'] })
    expect(after).not.toHaveProperty('frames')
    expect(serializeDocument(after)).toBe(serializeDocument(mnistDocument()))
  })

  it('take fields, and lose a colour or a text by undefined', () => {
    const note = applyChange(framed, {
      kind: 'setFrame',
      id: 'f',
      fields: { color: 'red', text: 'why' },
    })
    expect(note.frames).toEqual([{ ...frame, color: 'red', text: 'why' }])
    const plain = { color: undefined, text: undefined }
    expect(applyChange(note, { kind: 'setFrame', id: 'f', fields: plain })).toEqual(framed)
  })

  it('stay within what a file may hold', () => {
    const wild = { width: -5, height: 1e9, position: { x: 1e9, y: -1e9 }, title: 'x'.repeat(999) }
    const [kept] = applyChange(framed, { kind: 'setFrame', id: 'f', fields: wild }).frames!
    expect(kept).toEqual({
      id: 'f',
      title: 'x'.repeat(200),
      position: { x: 1e6, y: -1e6 },
      width: 16,
      height: 1e6,
    })
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
