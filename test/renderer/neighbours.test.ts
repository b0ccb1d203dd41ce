import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentEdge, DocumentNode } from '../../src/engine/document/schema'
import { type Direction, neighbour } from '../../src/renderer/commands/neighbours'

const node = (id: string, x: number, y: number) =>
  ({ id, kind: 'dense', position: { x, y }, attrs: {} }) as unknown as DocumentNode
const edge = (from: string, to: string): DocumentEdge => ({
  from: { node: from, port: 'y' },
  to: { node: to, port: 'x' },
})
const opposite: Record<Direction, Direction> = {
  left: 'right',
  right: 'left',
  up: 'down',
  down: 'up',
}

describe('going from node to node', () => {
  it('follows edges, even to a new row', () => {
    const [a, b, c] = [node('a', 0, 0), node('b', 216, 0), node('c', 0, 104)]
    const graph = { nodes: [a, b, c], edges: [edge('a', 'b'), edge('b', 'c')] }
    expect(neighbour(graph, b, 'right')).toBe(c)
    expect(neighbour(graph, c, 'left')).toBe(b)
  })

  it('takes the branch that is nearest in height, and goes between branches up and down', () => {
    const [a, b, c] = [node('a', 0, 90), node('b', 216, 0), node('c', 216, 104)]
    const graph = { nodes: [a, b, c], edges: [edge('a', 'b'), edge('a', 'c')] }
    expect(neighbour(graph, a, 'right')).toBe(c)
    expect(neighbour(graph, c, 'up')).toBe(b)
    expect(neighbour(graph, b, 'down')).toBe(c)
  })

  it('begins at the leftmost node', () => {
    const graph = { nodes: [node('b', 216, 0), node('a', 0, 50)], edges: [] }
    expect(neighbour(graph, undefined, 'right')?.id).toBe('a')
  })

  it('without edges never goes the wrong way', () => {
    const place = fc.record({
      x: fc.integer({ min: -9, max: 9 }),
      y: fc.integer({ min: -9, max: 9 }),
    })
    const direction = fc.constantFrom<Direction>('left', 'right', 'up', 'down')
    fc.assert(
      fc.property(fc.array(place, { minLength: 1 }), direction, (places, way) => {
        const nodes = places.map(({ x, y }, index) => node(`n${index}`, x * 50, y * 50))
        const from = nodes[0]!
        const found = neighbour({ nodes, edges: [] }, from, way)
        if (!found) return
        const axis = way === 'left' || way === 'right' ? 'x' : 'y'
        const sign = way === 'right' || way === 'down' ? 1 : -1
        expect((found.position[axis] - from.position[axis]) * sign).toBeGreaterThan(0)
        // From there, there is a way back to some node.
        expect(neighbour({ nodes, edges: [] }, found, opposite[way])).toBeDefined()
      }),
    )
  })
})
