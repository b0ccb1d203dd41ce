import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/engine/document/change'
import { type Frame, framesOf } from '../../../src/engine/document/frame'
import type { GraphDocument, Position } from '../../../src/engine/document/schema'
import { useDropEdge } from '../../../src/renderer/canvas/drop-edge'
import { nodeRect, nodeSize, overlaps } from '../../../src/renderer/canvas/geometry'
import { commitMove } from '../../../src/renderer/canvas/moving'
import { insertNodeOnEdge } from '../../../src/renderer/editing/insert'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { mnistDocument } from '../../support/documents'

const state = () => useDocument.getState()
const present = () => currentDocument(state())
const place = (id: string) => present().nodes.find(node => node.id === id)!.position
const frame = (id: string) => framesOf(present()).find(other => other.id === id)!
const into = (id: string) => present().edges.find(({ to }) => to.node === id)!
const anyOverlap = () =>
  present().nodes.some((a, i) =>
    present().nodes.some((b, j) => j > i && overlaps(nodeRect(a), nodeRect(b))),
  )

function load(places: readonly Position[], frames: readonly Frame[] = []): void {
  const bare = mnistDocument([8])
  const placed = applyChange(bare, {
    kind: 'moveNodes',
    positions: Object.fromEntries(bare.nodes.map(({ id }, i) => [id, places[i]!])),
  })
  const add = (document: GraphDocument, each: Frame) =>
    applyChange(document, { kind: 'addFrame', frame: each })
  const document = frames.reduce(add, placed)
  state().load({ document, name: 'net', path: null, saved: true })
}

/** data1, dense1, relu1, dense2, loss1 in one row. */
const row = (pitch: number) => Array.from({ length: 5 }, (_, i) => ({ x: pitch * i, y: 0 }))

beforeEach(() => load(row(216)))

describe('a node that goes into an edge', () => {
  it('stands between the two, and the rest of the row moves on, as one step', () => {
    insertNodeOnEdge(into('relu1'), 'batchNorm')
    expect(place('batchNorm1')).toEqual({ x: 432, y: 0 })
    expect(['data1', 'dense1', 'relu1', 'dense2', 'loss1'].map(id => place(id).x)).toEqual([
      0, 216, 648, 864, 1080,
    ])
    expect(state().history.past).toHaveLength(1)
    state().undo()
    expect(place('relu1')).toEqual({ x: 432, y: 0 })
  })

  it('stays where it was put while nothing stands there', () => {
    load(row(400))
    insertNodeOnEdge(into('relu1'), 'dropout')
    expect(place('dropout1')).toEqual({ x: 600, y: 0 })
    insertNodeOnEdge(into('dropout1'), 'dropout', {}, { x: 500, y: 300 })
    expect(place('dropout2')).toEqual({ x: 424, y: 272 })
    expect(place('relu1')).toEqual({ x: 800, y: 0 })
  })

  it('moves no further what has room before it', () => {
    load([0, 216, 432, 1000, 1216].map(x => ({ x, y: 0 })))
    insertNodeOnEdge(into('relu1'), 'dropout')
    expect([place('relu1').x, place('dense2').x, place('loss1').x]).toEqual([648, 1000, 1216])
  })

  it('goes to the end of its row where the edge leads to the next one', () => {
    load([
      { x: 0, y: 0 },
      { x: 216, y: 0 },
      { x: 432, y: 0 },
      { x: 0, y: 104 },
      { x: 216, y: 104 },
    ])
    insertNodeOnEdge(into('dense2'), 'dropout')
    expect(place('dropout1')).toEqual({ x: 648, y: 0 })
    expect(place('dense2')).toEqual({ x: 0, y: 104 })
  })

  it('makes room for what was dragged there too', () => {
    const added = { kind: 'dropout' as const, position: { x: 300, y: 400 } }
    const document = applyChange(present(), {
      kind: 'addNode',
      node: { id: 'dropout1', attrs: { rate: 0.5 }, ...added },
    })
    state().load({ document, name: 'net', path: null, saved: true })
    useDropEdge.setState({ edge: into('relu1') })
    commitMove({ dropout1: { x: 330, y: 8 } })
    expect(place('dropout1')).toEqual({ x: 432, y: 0 })
    expect(place('relu1')).toEqual({ x: 648, y: 0 })
    expect(into('relu1').from.node).toBe('dropout1')
    state().undo()
    expect(place('dropout1')).toEqual({ x: 300, y: 400 })
    expect(place('relu1')).toEqual({ x: 432, y: 0 })
  })

  it('takes frames along, and widens the one that it goes into', () => {
    const box = (id: string, x: number): Frame => ({
      id,
      title: id,
      position: { x, y: -48 },
      width: 420,
      height: 128,
    })
    load(row(216), [box('frame1', 192), box('frame2', 624)])
    insertNodeOnEdge(into('relu1'), 'batchNorm')
    expect([frame('frame1').position.x, frame('frame1').width]).toEqual([192, 636])
    expect([frame('frame2').position.x, frame('frame2').width]).toEqual([840, 420])
  })

  it('covers no other node of a row, whatever the gaps are', () => {
    const gaps = fc.array(fc.integer({ min: nodeSize.width, max: 600 }), {
      minLength: 5,
      maxLength: 5,
    })
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 3 }), (steps, index) => {
        const xs = steps.map((_, i) => steps.slice(0, i).reduce((sum, step) => sum + step, 0))
        load(xs.map(x => ({ x, y: 0 })))
        const before = present().nodes.map(({ id }) => id)
        insertNodeOnEdge(present().edges[index]!, 'dropout')
        expect(anyOverlap()).toBe(false)
        const after = before.map(id => place(id).x)
        expect(after).toEqual(after.toSorted((a, b) => a - b))
        expect(after.every((x, i) => x >= xs[i]!)).toBe(true)
      }),
    )
  })
})
