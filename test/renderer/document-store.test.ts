import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Change, createNode } from '../../src/engine/document/change'
import { parseDocument } from '../../src/engine/document/parse'
import {
  type DocumentNode,
  documentSchema,
  emptyDocument,
  type GraphDocument,
} from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import { checkConnection } from '../../src/engine/graph/connection'
import type { Problem } from '../../src/engine/graph/types'
import { type NodeKind, nodeKind, nodeKinds } from '../../src/engine/nodes/index'
import { analysisOf, errorsFirst } from '../../src/renderer/stores/analysis'
import {
  currentDocument,
  type DocumentState,
  isDirty,
  useDocument,
} from '../../src/renderer/stores/document'

const label = { key: 'history.reconnect' } as const
const state = (): DocumentState => useDocument.getState()
const present = (): GraphDocument => currentDocument(state())

function addNode(kind: NodeKind): DocumentNode {
  const node = createNode(present(), kind, { x: 0, y: 0 })
  state().edit(label, [{ kind: 'addNode', node }])
  return node
}

beforeEach(() => {
  state().load({ document: emptyDocument('net'), name: 'net', path: null, saved: true })
})

describe('history', () => {
  it('takes all changes of an edit as one undo step', () => {
    const a = createNode(present(), 'data', { x: 0, y: 0 })
    const b = createNode(present(), 'dense', { x: 200, y: 0 })
    const edge = { from: { node: a.id, port: 'y' }, to: { node: b.id, port: 'x' } }
    state().edit(label, [
      { kind: 'addNode', node: a },
      { kind: 'addNode', node: b },
      { kind: 'connect', edge },
    ])
    expect(present().edges).toHaveLength(1)
    state().undo()
    expect(present().nodes).toHaveLength(0)
    state().redo()
    expect(present().nodes).toHaveLength(2)
    expect(present().edges).toEqual([edge])
  })

  it('leaves no step behind for an edit that changes nothing', () => {
    const node = addNode('dense')
    const steps = state().history.past.length
    state().edit(label, [{ kind: 'setAttrs', id: node.id, attrs: { units: 64 } }])
    state().edit(label, [{ kind: 'moveNodes', positions: { [node.id]: { x: 0, y: 0 } } }])
    expect(state().history.past).toHaveLength(steps)
  })

  it('forgets undone steps when something else is done', () => {
    addNode('data')
    state().undo()
    addNode('dense')
    expect(state().history.future).toHaveLength(0)
    state().redo()
    expect(present().nodes.map(({ kind }) => kind)).toEqual(['dense'])
  })

  it('shares the nodes that an edit did not touch', () => {
    const first = addNode('data')
    addNode('dense')
    expect(present().nodes[0]).toBe(first)
  })

  it('drops what is gone from the selection', () => {
    const node = addNode('dense')
    state().select({ nodes: [node.id], edges: [] })
    state().undo()
    expect(state().selection.nodes).toEqual([])
  })

  it('does not count selecting as a step', () => {
    const node = addNode('dense')
    const steps = state().history.past.length
    state().select({ nodes: [node.id], edges: [] })
    expect(state().history.past).toHaveLength(steps)
    expect(isDirty(state())).toBe(true)
  })
})

describe('dirty mark', () => {
  it('is off after opening, on after an edit, off after undoing it', () => {
    expect(isDirty(state())).toBe(false)
    addNode('data')
    expect(isDirty(state())).toBe(true)
    state().undo()
    expect(isDirty(state())).toBe(false)
  })

  it('keeps undo across a save, and is on again for an undone save', () => {
    addNode('data')
    state().markSaved(present(), 'file', '/tmp/file.gradscope')
    expect(isDirty(state())).toBe(false)
    expect(state().name).toBe('file')
    state().undo()
    expect(isDirty(state())).toBe(true)
    state().redo()
    expect(isDirty(state())).toBe(false)
  })

  it('stays on for edits made while the file was being written', () => {
    const written = present()
    addNode('data')
    state().markSaved(written, 'file', '/tmp/file.gradscope')
    expect(isDirty(state())).toBe(true)
  })

  it('is on for a document that stands in no file', () => {
    state().load({ document: emptyDocument(), name: 'x', path: null, saved: false })
    expect(isDirty(state())).toBe(true)
  })
})

describe('analysis', () => {
  it('names errors before warnings', () => {
    const problem = (severity: Problem['severity'], message: string): Problem => ({
      kind: 'missingInput',
      severity,
      nodeId: null,
      message,
      remedy: '',
    })
    const found = [problem('warning', 'a'), problem('error', 'b'), problem('warning', 'c')]
    expect(errorsFirst(found).map(({ message }) => message)).toEqual(['b', 'a', 'c'])
  })

  it('is not made again when nodes only move', () => {
    const node = addNode('data')
    const before = analysisOf(present())
    state().edit(label, [{ kind: 'moveNodes', positions: { [node.id]: { x: 80, y: 8 } } }])
    expect(analysisOf(present())).toBe(before)
  })

  it('is made again when an attr changes', () => {
    const node = addNode('dense')
    const before = analysisOf(present())
    state().edit(label, [{ kind: 'setAttrs', id: node.id, attrs: { units: 3 } }])
    expect(analysisOf(present())).not.toBe(before)
  })
})

/** What a user may do next, drawn from numbers so that it fits whatever graph there is. */
const action = fc.record({
  what: fc.constantFrom('add', 'connect', 'disconnect', 'remove', 'move', 'attrs', 'label', 'rate'),
  a: fc.nat(),
  b: fc.nat(),
  text: fc.string({ maxLength: 12, unit: 'grapheme' }),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)]
}

function changesOf(document: GraphDocument, { what, a, b, text }: Action): Change[] {
  const node = pick(document.nodes, a)
  const other = pick(document.nodes, b)
  const edge = pick(document.edges, a)
  const kind = pick(Object.keys(nodeKinds) as NodeKind[], a)!
  if (what === 'add') {
    const position = { x: (b % 2000) - 1000, y: a % 500 }
    return [{ kind: 'addNode', node: createNode(document, kind, position) }]
  }
  if (what === 'rate') {
    const optimizer = { kind: 'sgd' as const, learningRate: (a % 100) / 100 }
    return [{ kind: 'setTraining', training: { ...document.training, optimizer } }]
  }
  if (what === 'disconnect') return edge ? [{ kind: 'disconnect', edges: [edge] }] : []
  if (!node) return []
  switch (what) {
    case 'connect': {
      const port = other && nodeKind(other.kind).inputs[0]?.name
      if (!other || !port) return []
      const next = { from: { node: node.id, port: 'y' }, to: { node: other.id, port } }
      return checkConnection(document, next).ok ? [{ kind: 'connect', edge: next }] : []
    }
    case 'remove':
      return [{ kind: 'removeNodes', ids: other ? [node.id, other.id] : [node.id] }]
    case 'move':
      return [{ kind: 'moveNodes', positions: { [node.id]: { x: b % 1000, y: a % 1000 } } }]
    case 'attrs':
      return node.kind === 'dense'
        ? [{ kind: 'setAttrs', id: node.id, attrs: { units: 1 + (b % 4096) } }]
        : []
    default:
      return [{ kind: 'setLabel', id: node.id, label: text }]
  }
}

describe('any sequence of edits', () => {
  it('is undone to the start and redone to the end, and never leaves the schema', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), actions => {
        const start = emptyDocument('net')
        state().load({ document: start, name: 'net', path: null, saved: true })
        const states = [start]
        for (const next of actions) {
          state().edit(label, changesOf(present(), next))
          expect(documentSchema.safeParse(present()).success).toBe(true)
          if (present() !== states.at(-1)) states.push(present())
        }
        const end = present()
        const text = serializeDocument(end)
        expect(parseDocument(text).kind).toBe('ok')
        for (const expected of states.toReversed().slice(1)) {
          state().undo()
          expect(present()).toBe(expected)
        }
        expect(present()).toBe(start)
        expect(isDirty(state())).toBe(false)
        state().undo()
        expect(present()).toBe(start)
        for (const expected of states.slice(1)) {
          state().redo()
          expect(present()).toBe(expected)
        }
        expect(serializeDocument(present())).toBe(text)
      }),
      { numRuns: 200 },
    )
  })
})
