import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeRect, nodeSize, overlaps } from '../../../src/renderer/canvas/geometry'
import { type LayoutRequest, layoutGraph } from '../../../src/renderer/layout/layout-graph'

const node = (id: string, x = 0, y = 0) => ({ id, position: { x, y } })
const edge = (from: string, to: string, port = 'x') => ({
  from: { node: from, port: 'y' },
  to: { node: to, port },
})

/** So wide that nothing is broken into rows. */
const endless = { width: 1e9, height: 1e9 }

/** Up to 24 nodes anywhere, with edges from earlier to later ones. */
const anyGraph: fc.Arbitrary<LayoutRequest> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })), {
      minLength: 1,
      maxLength: 24,
    }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 }),
  )
  .map(([places, links]) => ({
    nodes: places.map(([x, y], index) => node(`n${index}`, x, y)),
    edges: links
      .map(([a, b]) => [a % places.length, b % places.length] as const)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => edge(`n${Math.min(a, b)}`, `n${Math.max(a, b)}`)),
    frames: [],
    area: endless,
  }))

describe('automatic layout', () => {
  it('leads every edge to the right and lays no node over another', () => {
    fc.assert(
      fc.property(anyGraph, request => {
        const { positions } = layoutGraph(request)
        expect(Object.keys(positions).sort()).toEqual(request.nodes.map(({ id }) => id).sort())
        for (const { from, to } of request.edges) {
          const room = positions[to.node]!.x - positions[from.node]!.x - nodeSize.width
          expect(room).toBeGreaterThan(40)
        }
        const rects = request.nodes.map(({ id }) => nodeRect({ position: positions[id]! }))
        rects.forEach((rect, index) => {
          for (const other of rects.slice(index + 1)) expect(overlaps(rect, other, 16)).toBe(false)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('gives the same graph the same places, on the grid, where it stood', () => {
    fc.assert(
      fc.property(anyGraph, request => {
        const { positions } = layoutGraph(request)
        expect(layoutGraph(request).positions).toEqual(positions)
        const left = Math.min(...Object.values(positions).map(({ x }) => x))
        const before = Math.min(...request.nodes.map(({ position }) => position.x))
        expect(Math.abs(left - before)).toBeLessThanOrEqual(4)
        for (const { x, y } of Object.values(positions)) {
          expect(Math.abs(x % 8) + Math.abs(y % 8)).toBe(0)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('puts a chain into one row', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((id, index) => node(id, 0, 100 * index))
    const edges = [edge('a', 'b'), edge('b', 'c'), edge('c', 'd')]
    const { positions } = layoutGraph({ nodes, edges, frames: [], area: endless })
    expect(new Set(Object.values(positions).map(({ y }) => y)).size).toBe(1)
  })

  it('breaks a chain too long to be read at once into rows, read like text', () => {
    const nodes = Array.from({ length: 19 }, (_, index) => node(`n${index}`))
    const edges = nodes.slice(1).map(({ id }, index) => edge(`n${index}`, id))
    const area = { width: 815, height: 400 }
    const { positions } = layoutGraph({ nodes, edges, frames: [], area })
    const places = nodes.map(({ id }) => positions[id]!)
    const rows = [...new Set(places.map(({ y }) => y))]
    expect(rows.length).toBeGreaterThan(2)
    expect(rows).toEqual(rows.toSorted((a, b) => a - b))
    for (const y of rows) {
      const row = places.filter(place => place.y === y).map(({ x }) => x)
      expect(row[0]).toBe(places[0]!.x)
      expect(row).toEqual(row.toSorted((a, b) => a - b))
    }
    const width = Math.max(...places.map(({ x }) => x)) - places[0]!.x + nodeSize.width
    expect(area.width / width).toBeGreaterThan(0.6)
  })

  it('puts nodes without edges into rows in the order in which they stood', () => {
    // Read like text: n0 n1 n2, then n3 n4 n5, and so on.
    const nodes = Array.from({ length: 12 }, (_, i) =>
      node(`n${i}`, (i % 3) * 300 + 40, Math.floor(i / 3) * 208 + (i % 2) * 16),
    )
    const area = { width: 815, height: 400 }
    const { positions } = layoutGraph({ nodes: nodes.toReversed(), edges: [], frames: [], area })
    const places = nodes.map(({ id }) => positions[id]!)
    const rows = [...new Set(places.map(({ y }) => y))]
    expect(rows).toHaveLength(3)
    expect(places).toEqual(places.toSorted((a, b) => a.y - b.y || a.x - b.x))
    expect(places[0]).toEqual({ x: 40, y: 0 })
  })

  it('puts nodes without edges below the network', () => {
    const nodes = [node('x', 0, -200), node('a'), node('b'), node('c'), node('z', 0, 400)]
    const edges = [edge('a', 'b'), edge('b', 'c')]
    const { positions } = layoutGraph({ nodes, edges, frames: [], area: endless })
    expect(new Set(['a', 'b', 'c'].map(id => positions[id]!.y)).size).toBe(1)
    expect(positions.x!.y - positions.a!.y).toBe(104)
    expect(positions.z!.y).toBe(positions.x!.y)
    expect(positions.x!.x).toBe(positions.a!.x)
    expect(positions.z!.x).toBeGreaterThan(positions.x!.x)
  })

  it('does not break a frame into rows', () => {
    const nodes = Array.from({ length: 18 }, (_, index) => node(`n${index}`, index * 216))
    const edges = nodes.slice(1).map(({ id }, index) => edge(`n${index}`, id))
    const frames = [{ id: 'f', position: { x: 800, y: -50 }, width: 1500, height: 200 }]
    const area = { width: 815, height: 400 }
    const { positions } = layoutGraph({ nodes, edges, frames, area })
    const framed = nodes.filter(({ position }) => position.x > 750 && position.x + 74 < 2300)
    expect(framed.length).toBeGreaterThan(5)
    expect(new Set(framed.map(({ id }) => positions[id]!.y)).size).toBe(1)
    expect(new Set(Object.values(positions).map(({ y }) => y)).size).toBeGreaterThan(1)
  })

  it('keeps the nodes of a frame together, in a frame that holds them and no others', () => {
    const nodes = [
      node('a'),
      node('b', 300),
      node('c', 300, 100),
      node('d', 600),
      node('e', 300, 600),
    ]
    const frames = [{ id: 'f', position: { x: 250, y: -50 }, width: 260, height: 260 }]
    const edges = [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd'), edge('a', 'e')]
    const result = layoutGraph({ nodes, edges, frames, area: endless })
    const frame = result.frames.f!
    for (const { id } of nodes) {
      const rect = nodeRect({ position: result.positions[id]! })
      expect(overlaps(rect, frame), id).toBe(id === 'b' || id === 'c')
    }
  })

  it('arranges five thousand nodes without edges in seconds', () => {
    const nodes = Array.from({ length: 5000 }, (_, index) => node(`n${index}`))
    const area = { width: 815, height: 400 }
    const start = performance.now()
    const { positions } = layoutGraph({ nodes, edges: [], frames: [], area })
    const places = Object.values(positions)
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(5000)
    const width = Math.max(...places.map(({ x }) => x))
    const height = Math.max(...places.map(({ y }) => y))
    expect(width / height).toBeGreaterThan(1)
    expect(width / height).toBeLessThan(4)
    expect(performance.now() - start).toBeLessThan(20_000)
  }, 30_000)

  it('arranges a thousand nodes in seconds', () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => node(`n${index}`))
    const edges = nodes.slice(1).flatMap(({ id }, index) => {
      const skip = index % 7 === 0 && index > 10 ? [edge(`n${index - 9}`, id, 's')] : []
      return [edge(`n${index - (index % 5 === 4 ? 4 : 0)}`, id), ...skip]
    })
    const start = performance.now()
    const { positions } = layoutGraph({ nodes, edges, frames: [], area: endless })
    expect(Object.keys(positions)).toHaveLength(1000)
    expect(performance.now() - start).toBeLessThan(20_000)
  }, 30_000)
})
