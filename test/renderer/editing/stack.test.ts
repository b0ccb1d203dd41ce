import { describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/engine/document/change'
import { emptyDocument } from '../../../src/engine/document/schema'
import { defaultStack, stackChanges, stackRow } from '../../../src/renderer/editing/stack'

function sizeOf(count: number) {
  const document = emptyDocument('net')
  const options = { ...defaultStack, count, batchNorm: true }
  const { nodes } = stackChanges(document, options, null, { x: 0, y: 0 }).changes.reduce(
    applyChange,
    document,
  )
  const most = (axis: 'x' | 'y') => Math.max(...nodes.map(({ position }) => position[axis]))
  return { width: most('x'), height: most('y') }
}

describe('a stack of layers', () => {
  it('has rows that a window shows at full size while it is small', () => {
    expect(stackRow(defaultStack)).toBe(6)
    expect(stackRow({ ...defaultStack, count: 12, batchNorm: true })).toBe(6)
  })

  it.each([20, 66, 200])('of %i layers is wider than high, as the canvas is', count => {
    const { width, height } = sizeOf(count)
    expect(width / height).toBeGreaterThan(1.3)
    expect(width / height).toBeLessThan(3)
  })
})
