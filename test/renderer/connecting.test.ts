import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeKind } from '../../src/engine/nodes/index'
import { checkFrom, refusalOfNode, targetState } from '../../src/renderer/canvas/connecting'
import { checkEdge, edgeToNode } from '../../src/renderer/canvas/connection'
import { anyDocument, edge, mnistDocument } from '../support/documents'

describe('checkFrom', () => {
  it('answers for every node and side what checking that edge alone answers', () => {
    fc.assert(
      fc.property(
        anyDocument,
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        (document, pick, out, move) => {
          const node = document.nodes[pick % Math.max(1, document.nodes.length)]
          if (!node) return
          const origin = {
            nodeId: node.id,
            type: out ? ('source' as const) : ('target' as const),
            id: out ? 'y' : 'x',
          }
          const moved = move
            ? (document.edges[pick % Math.max(1, document.edges.length)] ?? null)
            : null
          const check = checkFrom(document, origin, moved)
          for (const other of document.nodes) {
            const port = out ? (nodeKind(other.kind).inputs[0]?.name ?? 'x') : 'y'
            expect(check(other.id, port)).toEqual(
              checkEdge(document, edgeToNode(document, origin, other.id), moved),
            )
          }
        },
      ),
    )
  })
})

describe('targetState', () => {
  const document = mnistDocument([8, 8])
  const states = (nodeId: string, type: 'source' | 'target') => {
    const origin = { nodeId, type, id: type === 'source' ? 'y' : 'x' }
    const now = { origin, check: checkFrom(document, origin) }
    return Object.fromEntries(document.nodes.map(node => [node.id, targetState(now, node)]))
  }

  it('opens the inputs that an output may lead to', () => {
    expect(states('relu1', 'source')).toEqual({
      data1: 'refused',
      dense1: 'refused',
      relu1: 'origin',
      dense2: 'refused',
      relu2: 'input',
      dense3: 'input',
      loss1: 'input',
    })
  })

  it('opens the outputs that may lead to an input', () => {
    expect(states('dense2', 'target')).toMatchObject({
      data1: 'output',
      relu1: 'refused',
      relu2: 'refused',
      loss1: 'refused',
    })
  })

  it('says nothing while no edge is drawn', () => {
    expect(targetState(null, document.nodes[0]!)).toBeNull()
  })

  it('gives the reason where a node is refused', () => {
    const origin = { nodeId: 'relu1', type: 'source', id: 'y' } as const
    const now = { origin, check: checkFrom(document, origin) }
    const node = (id: string) => document.nodes.find(entry => entry.id === id)!
    expect(refusalOfNode(now, node('dense1'))).toContain('close a loop')
    expect(refusalOfNode(now, node('loss1'))).toBeNull()
  })

  it('does not let an edge that is moved stand in its own way', () => {
    const origin = { nodeId: 'data1', type: 'source', id: 'y' } as const
    expect(checkFrom(document, origin)('dense1', 'x').ok).toBe(false)
    expect(checkFrom(document, origin, edge('data1', 'dense1'))('dense1', 'x').ok).toBe(true)
  })

  it('is worked out for 500 nodes in a few milliseconds', () => {
    const large = mnistDocument(Array.from({ length: 249 }, () => 4))
    const origin = { nodeId: 'relu1', type: 'source', id: 'y' } as const
    const before = performance.now()
    const now = { origin, check: checkFrom(large, origin) }
    for (const node of large.nodes) targetState(now, node)
    expect(large.nodes.length).toBeGreaterThan(499)
    expect(performance.now() - before).toBeLessThan(50)
  })
})
