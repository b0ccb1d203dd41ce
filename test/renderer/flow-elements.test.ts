import { describe, expect, it } from 'vitest'
import { edgeKey } from '../../src/engine/document/parse'
import { analyze } from '../../src/engine/graph/analyze'
import { placeLabels } from '../../src/renderer/canvas/edge-labels'
import { labelRequests, shownLabels } from '../../src/renderer/canvas/edge-labels-shown'
import { createEdgeMapper, createNodeMapper } from '../../src/renderer/canvas/flow-elements'
import { nodeRect } from '../../src/renderer/canvas/geometry'
import { mnistDocument } from '../support/documents'

const small = mnistDocument([8, 8])
const document = {
  ...small,
  nodes: small.nodes.map((node, i) => ({ ...node, position: { x: i * 300, y: 0 } })),
}
const none: ReadonlySet<string> = new Set()

describe('nodes for React Flow', () => {
  it('keep their objects but for the one that is dragged', () => {
    const map = createNodeMapper()
    const before = map(document.nodes, none, {})
    const [first, second] = document.nodes
    const after = map(document.nodes, none, { [second!.id]: { x: 8, y: 16 } })
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[1]!.position).toEqual({ x: 8, y: 16 })
    expect(after[1]!.data).toBe(before[1]!.data)
    expect(first!.id).toBe(after[0]!.id)
  })

  it('say where their dots are, on the left and on the right border', () => {
    const nodes = createNodeMapper()(document.nodes, none, {})
    const dense = nodes.find(({ data }) => data.node.kind === 'dense')!
    expect(dense.measured).toEqual({ width: 148, height: 56 })
    expect(dense.handles).toMatchObject([
      { id: 'x', type: 'target', x: -4, y: 23 },
      { id: 'y', type: 'source', x: 142, y: 23 },
    ])
    const data = nodes.find(({ data: { node } }) => node.kind === 'data')!
    expect(data.handles?.map(({ id }) => id)).toEqual(['y'])
  })
})

describe('edges for React Flow', () => {
  it('keep their objects but for the one that is selected or comes into sight', () => {
    const map = createEdgeMapper()
    const before = map(document.edges, none, () => false)
    const key = edgeKey(document.edges[0]!)
    const selected = map(document.edges, new Set([key]), () => false)
    expect(selected[0]).not.toBe(before[0])
    expect(selected.slice(1)).toEqual(before.slice(1))
    expect(selected.slice(1).every((edge, i) => edge === before[i + 1])).toBe(true)
    const near = map(document.edges, new Set([key]), edge => edge === document.edges[1])
    expect(near[1]!.reconnectable).toBe(true)
    expect(near[0]).toBe(selected[0])
  })
})

describe('labels of edges', () => {
  const { shapes } = analyze(document)
  const requests = labelRequests(document.edges, document.nodes, shapes, 64)
  const places = placeLabels(requests, document.nodes.map(nodeRect))
  const everywhere = { x: -1e5, y: -1e5, width: 2e5, height: 2e5 }
  const base = { requests, places, selected: none, dragged: {}, area: everywhere }

  it('stand in their free places, in sight only', () => {
    const labels = shownLabels(base)
    expect(labels.length).toBe(places.size)
    for (const { key, x, y } of labels) expect(places.get(key)).toEqual({ x, y })
    expect(shownLabels({ ...base, area: null })).toEqual([])
    expect(shownLabels({ ...base, area: { x: 5e4, y: 5e4, width: 9, height: 9 } })).toEqual([])
  })

  it('move along with a dragged node, and the others stay', () => {
    const { source, key } = requests.find(request => places.has(request.key))!
    const { x, y } = source.position
    const labels = shownLabels({ ...base, dragged: { [source.id]: { x, y: y + 400 } } })
    for (const label of labels) {
      const place = places.get(label.key)!
      const request = requests.find(other => other.key === label.key)!
      const moves = request.source === source || request.target === source
      expect(label.y > place.y + 100, label.key).toBe(moves)
    }
    expect(labels.map(label => label.key)).toContain(key)
  })

  it('without room show while their edge is selected', () => {
    const { key } = requests[0]!
    const crowded = { ...base, places: new Map() }
    expect(shownLabels(crowded)).toEqual([])
    const [label, ...others] = shownLabels({ ...crowded, selected: new Set([key]) })
    expect(label).toMatchObject({ key, selected: true })
    expect(others).toEqual([])
  })
})
