// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { applyChange } from '../../src/engine/document/change'
import { framesOf } from '../../src/engine/document/frame'
import { useDropEdge } from '../../src/renderer/canvas/drop-edge'
import { frameFlowId } from '../../src/renderer/canvas/frames/frame-elements'
import { freeMiddle } from '../../src/renderer/canvas/free-place'
import { overlaps } from '../../src/renderer/canvas/geometry'
import { commitMove, withMembers } from '../../src/renderer/canvas/moving'
import { currentDocument, findNode, useDocument } from '../../src/renderer/stores/document'
import { documentNode, documentOf, edge } from '../support/documents'

const at = (id: string) => findNode(useDocument.getState(), id)!.position
const present = () => currentDocument(useDocument.getState())
const steps = () => useDocument.getState().history.past.length

beforeEach(() => {
  const bare = documentOf([
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense' },
    { id: 'loss1', kind: 'loss' },
  ])
  const spread = applyChange(bare, {
    kind: 'moveNodes',
    positions: { dense1: { x: 216, y: 0 }, loss1: { x: 432, y: 0 } },
  })
  const document = applyChange(spread, {
    kind: 'addFrame',
    frame: { id: 'frame1', title: 'Body', position: { x: 200, y: -48 }, width: 180, height: 120 },
  })
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
})

describe('moving', () => {
  it('takes along what a frame holds, as one step', () => {
    const positions = withMembers({ [frameFlowId('frame1')]: { x: 200, y: 52 } })
    expect(positions).toEqual({
      dense1: { x: 216, y: 100 },
      [frameFlowId('frame1')]: { x: 200, y: 52 },
    })
    commitMove(positions)
    expect(at('dense1')).toEqual({ x: 216, y: 100 })
    expect(at('loss1')).toEqual({ x: 432, y: 0 })
    expect(framesOf(present())[0]?.position).toEqual({ x: 200, y: 52 })
    expect(steps()).toBe(1)
    useDocument.getState().undo()
    expect(at('dense1')).toEqual({ x: 216, y: 0 })
  })

  it('leaves no step behind where nothing has moved', () => {
    commitMove({ dense1: { x: 216, y: 0 } })
    expect(steps()).toBe(0)
  })

  it('puts a node into the edge it is dropped on, and moves it, as one step', () => {
    const node = { ...documentNode('relu1', 'activation'), position: { x: 0, y: 300 } }
    useDocument
      .getState()
      .edit({ key: 'history.addNode', values: { name: 'relu1' } }, [{ kind: 'addNode', node }])
    useDropEdge.setState({ edge: edge('dense1', 'loss1') })
    commitMove({ relu1: { x: 320, y: 0 } })
    expect(steps()).toBe(2)
    expect(at('relu1')).toEqual({ x: 432, y: 0 })
    expect(at('loss1')).toEqual({ x: 648, y: 0 })
    const wires = present().edges.map(({ from, to }) => `${from.node}→${to.node}`)
    expect(wires).toEqual(['data1→dense1', 'dense1→relu1', 'relu1→loss1'])
    expect(useDropEdge.getState().edge).toBeNull()
    useDocument.getState().undo()
    expect(at('relu1')).toEqual({ x: 0, y: 300 })
    expect(present().edges).toHaveLength(2)
  })
})

describe('freeMiddle', () => {
  const size = { width: 240, height: 144 }
  const area = ({ x, y }: { x: number; y: number }) => ({
    ...size,
    x: x - size.width / 2,
    y: y - size.height / 2,
  })

  it('finds room in sight, beside what is there', () => {
    const view = { x: 0, y: -100, width: 900, height: 600 }
    const middle = freeMiddle(present(), view, size)
    expect(overlaps(area(middle), { x: 0, y: 0, width: 600, height: 56 })).toBe(false)
    expect(middle.y + size.height / 2).toBeLessThanOrEqual(500)
  })

  it('goes below all where there is none', () => {
    const middle = freeMiddle(present(), { x: 0, y: -60, width: 600, height: 150 }, size)
    expect(middle.y - size.height / 2).toBeGreaterThan(72)
  })
})
