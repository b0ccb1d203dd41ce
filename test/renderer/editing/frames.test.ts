import { beforeEach, describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/engine/document/change'
import { type Frame, framesOf } from '../../../src/engine/document/frame'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { commandTitle } from '../../../src/renderer/commands/commands'
import { duplicateSelection, selectedFragment } from '../../../src/renderer/editing/fragments'
import {
  addFrame,
  addNote,
  deleteFrames,
  frameRect,
  membersOf,
  moveFrame,
  recolorFrames,
  renameFrame,
  resizeFrame,
  setNoteText,
  smallestFrame,
} from '../../../src/renderer/editing/frames'
import { deleteSelection } from '../../../src/renderer/editing/nodes'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { mnistDocument } from '../../support/documents'

const state = () => useDocument.getState()
const present = () => currentDocument(state())
const frame = (id: string) => framesOf(present()).find(other => other.id === id)!
const place = (id: string) => present().nodes.find(node => node.id === id)!.position

/** data1 at 0, dense1 at 200, … all in one row. */
const row: GraphDocument = applyChange(mnistDocument([8]), {
  kind: 'moveNodes',
  positions: Object.fromEntries(
    mnistDocument([8]).nodes.map(({ id }, i) => [id, { x: 200 * i, y: 0 }]),
  ),
})

beforeEach(() => {
  state().load({ document: row, name: 'net', path: null, saved: true })
})

describe('a frame', () => {
  it('is made around the selected nodes, or empty at a point', () => {
    state().select({ nodes: ['dense1', 'relu1'], edges: [] })
    const id = addFrame({ x: 0, y: 0 })
    expect(id).toBe('frame1')
    expect(state().selection).toEqual({ nodes: [], edges: [], frames: ['frame1'] })
    expect(membersOf(present(), id)).toEqual({ nodes: ['dense1', 'relu1'], frames: [] })
    state().select({ nodes: [], edges: [] })
    const empty = addFrame({ x: 1000, y: 1000 })
    const { x, y, width, height } = frameRect(frame(empty))
    expect([x + width / 2, y + height / 2]).toEqual([1000, 1000].map(at => expect.closeTo(at, -1)))
    state().undo()
    state().undo()
    expect(present()).toEqual(row)
    expect(present()).not.toHaveProperty('frames')
  })

  it('takes along what it held when the gesture began, and nothing else', () => {
    state().select({ nodes: ['dense1', 'relu1'], edges: [] })
    const outer = addFrame({ x: 0, y: 0 })
    const note = addNote({ x: 300, y: 30 })
    resizeFrame(note, { x: 210, y: 5, width: 100, height: 64 })
    const members = membersOf(present(), outer)
    moveFrame(outer, { x: 0, y: 500 }, members)
    expect([place('data1').y, place('dense1').y, place('relu1').y]).toEqual([0, 500, 500])
    expect(frame(note).position.y).toBe(505)
    expect(commandTitle('edit.undo')).toBe('Undo: Move Frame')
    state().undo()
    expect([place('dense1').y, frame(note).position.y]).toEqual([0, 5])
  })

  it('holds frames that lie in it whole, but not one of its own size', () => {
    const frames: Frame[] = [
      { id: 'a', title: '', position: { x: 0, y: 0 }, width: 500, height: 500 },
      { id: 'b', title: '', position: { x: 0, y: 0 }, width: 500, height: 500 },
      { id: 'c', title: '', position: { x: 10, y: 10 }, width: 100, height: 100 },
      { id: 'd', title: '', position: { x: 450, y: 10 }, width: 100, height: 100 },
    ]
    const document = { ...row, frames }
    expect(membersOf(document, 'a').frames).toEqual(['c'])
    expect(membersOf(document, 'b').frames).toEqual(['c'])
    expect(membersOf(document, 'c').frames).toEqual([])
    expect(membersOf(document, 'gone')).toEqual({ nodes: [], frames: [] })
  })

  it('is renamed, coloured, resized and deleted, each by one step', () => {
    const id = addFrame({ x: 0, y: 0 })
    renameFrame(id, '  Encoder ')
    recolorFrames([id], 'blue')
    resizeFrame(id, { x: -8, y: -8, width: 1, height: 400 })
    expect(frame(id)).toEqual({
      id,
      title: 'Encoder',
      color: 'blue',
      position: { x: -8, y: -8 },
      width: smallestFrame.width,
      height: 400,
    })
    expect(commandTitle('edit.undo')).toBe('Undo: Resize Encoder')
    recolorFrames([id], undefined)
    expect(frame(id)).not.toHaveProperty('color')
    deleteFrames([id])
    expect(state().selection.frames).toEqual([])
    expect(state().history.past).toHaveLength(6)
    for (let i = 0; i < 6; i++) state().undo()
    expect(present()).toEqual(row)
  })

  it('is deleted with the nodes that are selected with it, and leaves those inside', () => {
    state().select({ nodes: ['dense1', 'relu1'], edges: [] })
    const id = addFrame({ x: 0, y: 0 })
    deleteSelection({ rewire: true })
    expect(framesOf(present())).toEqual([])
    expect(present().nodes).toHaveLength(5)
    state().undo()
    state().select({ nodes: ['relu1'], edges: [], frames: [id] })
    deleteSelection({ rewire: true })
    expect(commandTitle('edit.undo')).toBe('Undo: Delete 2 items')
    expect(present().nodes).toHaveLength(4)
  })
})

describe('a copied frame', () => {
  it('has what it holds with it', () => {
    state().select({ nodes: ['dense1', 'relu1'], edges: [] })
    addFrame({ x: 0, y: 0 })
    const { nodes, edges, frames } = selectedFragment()
    expect(nodes.map(({ id }) => id)).toEqual(['dense1', 'relu1'])
    expect([edges.length, frames.length]).toEqual([1, 1])
    duplicateSelection()
    expect(membersOf(present(), 'frame2').nodes).toEqual(['dense3', 'relu2'])
  })
})

describe('a note', () => {
  it('is a frame with a text', () => {
    const id = addNote({ x: 0, y: 0 })
    expect(id).toBe('note1')
    setNoteText(id, 'σ′ ≤ ¼'.repeat(10_000))
    expect(frame(id).text).toHaveLength(10_000)
    expect(commandTitle('edit.undo')).toBe('Undo: Edit note')
  })
})
