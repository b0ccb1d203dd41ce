import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { framesOf } from '../../../src/engine/document/frame'
import { edgeKey, parseDocument } from '../../../src/engine/document/parse'
import { emptyDocument, type GraphDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { type NodeKind, nodeKinds } from '../../../src/engine/nodes/index'
import { addNodeAt } from '../../../src/renderer/canvas/add-node'
import { clipboardText, parseClipboard } from '../../../src/renderer/clipboard/format'
import { sides } from '../../../src/renderer/editing/arrange'
import {
  addFragment,
  duplicateSelection,
  isEmptyFragment,
  selectedFragment,
} from '../../../src/renderer/editing/fragments'
import * as frames from '../../../src/renderer/editing/frames'
import { insertNodeOnEdge, moveNodeOntoEdge } from '../../../src/renderer/editing/insert'
import * as nodes from '../../../src/renderer/editing/nodes'
import { defaultStack, insertStack } from '../../../src/renderer/editing/stack'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { anyDocument, edge } from '../../support/documents'

const state = () => useDocument.getState()
const present = () => currentDocument(state())

/** One of a list by a number that may be any. */
const pick = <T>(list: readonly T[], at: number): T | undefined =>
  list[at % Math.max(1, list.length)]

/** Everything a user can do to a document, by what it is called; numbers choose what it is done to. */
const edits: Readonly<Record<string, (a: number, b: number) => void>> = {
  add: (a, b) => addNodeAt(pick(Object.keys(nodeKinds) as NodeKind[], a)!, { x: a, y: b }),
  select: (a, b) =>
    state().select({
      nodes: present()
        .nodes.filter((_, i) => ((a >> i) & 1) === 1)
        .map(({ id }) => id),
      edges: present()
        .edges.filter((_, i) => b % 7 === i)
        .map(edgeKey),
      frames: framesOf(present())
        .filter((_, i) => ((b >> i) & 1) === 1)
        .map(({ id }) => id),
    }),
  connect: (a, b) => {
    const from = pick(present().nodes, a)
    const to = pick(present().nodes, b)
    if (from && to) {
      state().edit({ key: 'history.reconnect' }, [{ kind: 'connect', edge: edge(from.id, to.id) }])
    }
  },
  delete: () => nodes.deleteSelection({ rewire: true }),
  deleteOnly: () => nodes.deleteSelection({ rewire: false }),
  bypass: () => nodes.bypass(),
  duplicate: duplicateSelection,
  copyAndPaste: (a, b) => {
    const fragment = selectedFragment()
    if (isEmptyFragment(fragment)) return
    const content = parseClipboard(clipboardText(fragment))
    if (content.kind !== 'fragment') throw new Error(content.kind)
    addFragment(content.fragment, { x: a, y: b }, { key: 'history.paste', values: { count: 1 } })
  },
  insertOnEdge: (a, b) => {
    const target = pick(present().edges, a)
    if (target) insertNodeOnEdge(target, pick(Object.keys(nodeKinds) as NodeKind[], b)!)
  },
  moveOntoEdge: (a, b) => {
    const target = pick(present().edges, a)
    const node = pick(present().nodes, b)
    if (target && node) moveNodeOntoEdge(node.id, target)
  },
  replace: (a, b) => {
    const node = pick(present().nodes, a)
    if (node) nodes.replaceNodeKind(node.id, pick(Object.keys(nodeKinds) as NodeKind[], b)!)
  },
  setAttrs: (a, b) =>
    nodes.setAttrs(
      present().nodes.map(({ id }) => id),
      { units: a, rate: b },
      'Units',
    ),
  align: a => nodes.alignSelection(pick(sides, a)!),
  distribute: a => nodes.distributeSelection(a % 2 === 0 ? 'horizontal' : 'vertical'),
  stack: (a, b) =>
    insertStack(
      { ...defaultStack, count: 1 + (a % 3), batchNorm: a % 2 === 0, skip: b % 3 },
      { x: 0, y: 0 },
    ),
  addFrame: (a, b) => frames.addFrame({ x: a, y: b }),
  addNote: (a, b) => frames.addNote({ x: a, y: b }),
  moveFrame: (a, b) => {
    const frame = pick(framesOf(present()), a)
    if (frame) {
      frames.moveFrame(frame.id, { x: a, y: b }, frames.membersOf(present(), frame.id))
    }
  },
  resizeFrame: (a, b) => {
    const frame = pick(framesOf(present()), a)
    if (frame) frames.resizeFrame(frame.id, { x: a, y: b, width: b, height: 1e9 * a })
  },
  renameFrame: (a, b) => {
    const frame = pick(framesOf(present()), a)
    if (frame) frames.renameFrame(frame.id, 'é'.repeat(b))
  },
  recolorFrame: (a, b) => {
    const ids = framesOf(present()).map(({ id }) => id)
    frames.recolorFrames(ids.slice(a % 3), b % 2 === 0 ? 'red' : undefined)
  },
  noteText: (a, b) => {
    const frame = pick(framesOf(present()), a)
    if (frame) frames.setNoteText(frame.id, 'text '.repeat(b))
  },
  undo: () => state().undo(),
  redo: () => state().redo(),
}

const step = fc.tuple(
  fc.constantFrom(...Object.keys(edits)),
  fc.nat({ max: 300 }),
  fc.nat({ max: 300 }),
)

function expectSound(document: GraphDocument): void {
  const text = serializeDocument(document)
  const parsed = parseDocument(text)
  expect(parsed).toEqual({ kind: 'ok', document })
  if (parsed.kind === 'ok') expect(serializeDocument(parsed.document)).toBe(text)
}

describe('any sequence of edits', () => {
  it('gives files that open as they were, and is undone to the start and redone to the end', () => {
    vi.useFakeTimers()
    const done = new Set<string>()
    fc.assert(
      fc.property(
        fc.oneof(anyDocument, fc.constant(emptyDocument('new'))),
        fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }),
        (start, steps) => {
          state().load({ document: start, name: 'net', path: null, saved: true })
          for (const [name, a, b] of steps) {
            const before = present()
            const past = state().history.past.length
            edits[name]!(a, b)
            if (present() === before) continue
            done.add(name)
            expectSound(present())
            if (name === 'undo') expect(state().history.past).toHaveLength(past - 1)
            else expect(state().history.past).toHaveLength(past + 1)
          }
          const end = present()
          const count = state().history.past.length
          for (let i = 0; i < count; i++) state().undo()
          expect(present()).toEqual(start)
          for (let i = 0; i < count; i++) state().redo()
          while (state().history.future.length > 0) state().redo()
          const redone = present()
          if (state().history.past.length === count) expect(redone).toBe(end)
          expectSound(redone)
        },
      ),
      { numRuns: 400 },
    )
    vi.useRealTimers()
    // Selecting is no edit; everything else has changed a document somewhere.
    expect([...done, 'select'].toSorted()).toEqual(Object.keys(edits).toSorted())
  })
})
