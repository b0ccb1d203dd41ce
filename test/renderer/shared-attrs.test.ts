import { describe, expect, it } from 'vitest'
import { applyChange, createNode } from '../../src/engine/document/change'
import { emptyDocument } from '../../src/engine/document/schema'
import type { AttrValue } from '../../src/engine/nodes/attrs'
import type { NodeKind } from '../../src/engine/nodes/index'
import { setSharedAttr, sharedAttrs } from '../../src/renderer/inspector/shared-attrs'

const node = (kind: NodeKind, attrs: Record<string, AttrValue> = {}, id: string = kind) => ({
  ...createNode(emptyDocument(), kind, { x: 0, y: 0 }, attrs),
  id,
})
const values = (...nodes: Parameters<typeof sharedAttrs>[0]) =>
  Object.fromEntries(sharedAttrs(nodes).map(({ name, value }) => [name, value ?? 'mixed']))

describe('sharedAttrs', () => {
  it('gives the attrs of one kind with the value they have in common, or none where they differ', () => {
    expect(values(node('dense', { units: 16 }), node('dense', { units: 16, bias: false }))).toEqual(
      { units: 16, init: 'he', distribution: 'normal', bias: 'mixed' },
    )
  })

  it('gives an attr of different kinds where it takes the same values', () => {
    expect(values(node('batchNorm', { epsilon: 1e-3 }), node('layerNorm'))).toEqual({
      epsilon: 'mixed',
    })
    expect(values(node('dense'), node('dropout'))).toEqual({})
    // Both are called function, but they offer different ones.
    expect(values(node('activation'), node('loss'))).toEqual({})
  })

  it('leaves out attrs that do not apply to every node', () => {
    const normal = node('dense', { init: 'normal' })
    expect(Object.keys(values(normal, node('dense')))).toEqual(['units', 'init', 'bias'])
    expect(Object.keys(values(normal, normal))).toContain('sigma')
  })

  it('gives nothing for no nodes', () => {
    expect(sharedAttrs([])).toEqual([])
  })
})

describe('setSharedAttr', () => {
  it('sets the attr of every node and leaves the rest', () => {
    const nodes = [node('dense', { units: 4 }, 'a'), node('dense', { bias: false }, 'b')]
    const document = { ...emptyDocument(), nodes: [...nodes, node('dense', {}, 'c')] }
    const after = setSharedAttr(nodes, 'units', 9).reduce(applyChange, document)
    expect(after.nodes.map(({ attrs }) => [attrs.units, attrs.bias])).toEqual([
      [9, true],
      [9, false],
      [64, true],
    ])
  })
})
