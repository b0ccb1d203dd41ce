import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelHeight, labelWidth, placeLabels } from '../../src/renderer/canvas/edge-labels'
import { edgeRoute } from '../../src/renderer/canvas/edge-path'
import { nodeSize, overlaps, type Rect } from '../../src/renderer/canvas/geometry'

const coordinate = fc.integer({ min: 0, max: 1200 })
const spot = fc.record({ x: coordinate, y: coordinate })

describe('placeLabels', () => {
  it('puts the label of a roomy edge in its middle', () => {
    const request = { key: 'a', text: '64×16', from: { x: 0, y: 0 }, to: { x: 200, y: 0 } }
    expect(placeLabels([request], []).get('a')).toEqual({ x: 100, y: 0 })
  })

  it('never lets a label cover a node or another label', () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 2, maxLength: 14 }), spots => {
        const nodes: Rect[] = spots.map(at => ({ ...at, ...nodeSize }))
        const requests = nodes.slice(1).map((to, index) => {
          const from = nodes[index]!
          const middle = nodeSize.height / 2
          return {
            key: `${index}`,
            text: '64×784',
            from: { x: from.x + from.width, y: from.y + middle },
            to: { x: to.x, y: to.y + middle },
          }
        })
        const width = labelWidth('64×784')
        const labels = [...placeLabels(requests, nodes).values()].map(({ x, y }) => ({
          x: x - width / 2,
          y: y - labelHeight / 2,
          width,
          height: labelHeight,
        }))
        labels.forEach((label, index) => {
          expect(nodes.some(node => overlaps(label, node))).toBe(false)
          expect(labels.slice(index + 1).some(other => overlaps(label, other))).toBe(false)
        })
      }),
    )
  })
})

describe('edgeRoute', () => {
  it('takes a backward edge through the space between two rows', () => {
    const { labelPoints } = edgeRoute({ x: 900, y: 28 }, { x: 0, y: 140 })
    expect(labelPoints.every(({ y }) => y === 84)).toBe(true)
  })

  it('takes a backward edge within a row below its nodes', () => {
    const { labelPoints } = edgeRoute({ x: 900, y: 28 }, { x: 0, y: 28 })
    expect(labelPoints.every(({ y }) => y > 28 + nodeSize.height / 2)).toBe(true)
  })
})
