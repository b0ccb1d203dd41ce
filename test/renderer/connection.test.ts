import { describe, expect, it } from 'vitest'
import { applyChange, createNode } from '../../src/engine/document/change'
import { emptyDocument, type GraphDocument } from '../../src/engine/document/schema'
import type { NodeKind } from '../../src/engine/nodes/index'
import { checkEdge, edgeToNode } from '../../src/renderer/canvas/connection'

function graph(...kinds: NodeKind[]): GraphDocument {
  return kinds.reduce(
    (document, kind, index) =>
      applyChange(document, {
        kind: 'addNode',
        node: createNode(document, kind, { x: index * 216, y: 0 }),
      }),
    emptyDocument('net'),
  )
}

describe('edgeToNode', () => {
  const document = graph('data', 'dense', 'loss')
  const edge = { from: { node: 'data1', port: 'y' }, to: { node: 'dense1', port: 'x' } }

  it('leads from an output to the input of the node it was dropped on', () => {
    const handle = { nodeId: 'data1', type: 'source', id: 'y' } as const
    expect(edgeToNode(document, handle, 'dense1')).toEqual(edge)
  })

  it('leads from the node it was dropped on to an input', () => {
    const handle = { nodeId: 'dense1', type: 'target', id: 'x' } as const
    expect(edgeToNode(document, handle, 'data1')).toEqual(edge)
  })

  it('gives an edge that is refused where the node has no such side', () => {
    const toData = edgeToNode(document, { nodeId: 'dense1', type: 'source', id: 'y' }, 'data1')
    const fromLoss = edgeToNode(document, { nodeId: 'dense1', type: 'target', id: 'x' }, 'loss1')
    expect(checkEdge(document, toData)).toMatchObject({ ok: false })
    expect(checkEdge(document, fromLoss)).toMatchObject({ ok: false })
  })
})
