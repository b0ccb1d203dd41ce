import { applyChange, createNode } from '../../../src/engine/document/change'
import { emptyDocument, type GraphDocument } from '../../../src/engine/document/schema'
import type { AttrValues } from '../../../src/engine/nodes/attrs'
import type { NodeKind } from '../../../src/engine/nodes/index'

type Layer = readonly [NodeKind, AttrValues?]

/** A chain of nodes in rows from left to right. */
export function chain(name: string, layers: readonly Layer[], perRow = 4): GraphDocument {
  let document = emptyDocument(name)
  let before: string | null = null
  layers.forEach(([kind, attrs], index) => {
    const position = { x: (index % perRow) * 216, y: Math.floor(index / perRow) * 112 }
    const node = createNode(document, kind, position, attrs)
    document = applyChange(document, { kind: 'addNode', node })
    if (before) {
      const edge = { from: { node: before, port: 'y' }, to: { node: node.id, port: 'x' } }
      document = applyChange(document, { kind: 'connect', edge })
    }
    before = node.id
  })
  return document
}

export const digits = chain('mnist-relu', [
  ['data'],
  ['dense', { units: 64 }],
  ['activation'],
  ['dense', { units: 10 }],
  ['loss'],
])

const sigmoid: Layer[] = Array.from({ length: 8 }, (): Layer[] => [
  ['dense', { units: 16, init: 'xavier' }],
  ['activation', { function: 'sigmoid' }],
]).flat()

export const vanishing = chain('vanishing-sigmoid', [
  ['data'],
  ...sigmoid,
  ['dense', { units: 10, init: 'xavier' }],
  ['loss'],
])
