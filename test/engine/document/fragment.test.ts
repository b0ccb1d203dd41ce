import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, type Fragment, hasRoomFor } from '../../../src/engine/document/change'
import { copyFragment, renameFragment } from '../../../src/engine/document/fragment'
import { parseDocumentValue } from '../../../src/engine/document/parse'
import { emptyDocument, limits } from '../../../src/engine/document/schema'
import { anyDocument, edge, mnistDocument } from '../../support/documents'

const none = { x: 0, y: 0 }

describe('fragments', () => {
  it('are nodes with the edges among them', () => {
    const { nodes, edges } = copyFragment(mnistDocument([8]), { nodes: ['dense1', 'relu1'] })
    expect(nodes.map(({ id }) => id)).toEqual(['dense1', 'relu1'])
    expect(edges).toEqual([edge('dense1', 'relu1')])
  })

  it('keep ids that are free, and take the first free number for others', () => {
    const document = mnistDocument([8])
    const copied = copyFragment(document, { nodes: ['dense1', 'dense2', 'relu1'] })
    const again = renameFragment(document, copied, { x: 10, y: 20 })
    expect(again.nodes.map(({ id }) => id)).toEqual(['dense3', 'relu2', 'dense4'])
    expect(again.nodes[0]!.position).toEqual({ x: 10, y: 20 })
    expect(again.edges).toEqual([edge('dense3', 'relu2'), edge('relu2', 'dense4')])
    expect(renameFragment(emptyDocument(), copied, none)).toEqual(copied)
  })

  it('give a valid document wherever they are added, with every node and edge', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (source, target) => {
        const whole = copyFragment(source, {
          nodes: source.nodes.map(({ id }) => id),
          frames: (source.frames ?? []).map(({ id }) => id),
        })
        const fragment = renameFragment(target, whole, { x: 5, y: -3 })
        const after = applyChange(target, { kind: 'addFragment', fragment })
        expect(parseDocumentValue(after).kind).toBe('ok')
        expect(after.nodes).toHaveLength(source.nodes.length + target.nodes.length)
        expect(after.frames ?? []).toHaveLength(
          (source.frames ?? []).length + (target.frames ?? []).length,
        )
      }),
      { numRuns: 200 },
    )
  })

  it('have room as long as a file could hold them', () => {
    const document = mnistDocument([8])
    const [node] = document.nodes
    const many = (count: number): Fragment => ({
      nodes: Array.from({ length: count }, () => node!),
      edges: [],
      frames: [],
    })
    const left = limits.nodes - document.nodes.length
    expect(hasRoomFor(document, many(left))).toBe(true)
    expect(hasRoomFor(document, many(left + 1))).toBe(false)
  })

  it('get ids of a length that a file allows', () => {
    const id = 'x'.repeat(64)
    const document = { ...emptyDocument(), nodes: [{ ...mnistDocument().nodes[1]!, id }] }
    const fragment = renameFragment(document, copyFragment(document, { nodes: [id] }), none)
    const after = applyChange(document, { kind: 'addFragment', fragment })
    expect(parseDocumentValue(after).kind).toBe('ok')
  })
})
