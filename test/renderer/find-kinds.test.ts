import { describe, expect, it } from 'vitest'
import type { NodeKind } from '../../src/engine/nodes/index'
import { nodeKinds } from '../../src/engine/nodes/index'
import { findKinds } from '../../src/renderer/palette/find-kinds'

const all = Object.keys(nodeKinds) as NodeKind[]

describe('findKinds', () => {
  it('finds a kind by its title, before those that only mention it', () => {
    expect(findKinds(all, 'dense')[0]).toBe('dense')
    expect(findKinds(all, 'batch NORM')[0]).toBe('batchNorm')
  })

  it.each([
    ['relu', 'activation'],
    ['sigmoid', 'activation'],
    ['mnist', 'data'],
    ['softmax', 'loss'],
  ])('finds %s among the choices of %s', (query, kind) => {
    expect(findKinds(all, query)).toContain(kind)
  })

  it('finds nothing by a word that nothing has, and everything by no word', () => {
    expect(findKinds(all, 'zzz')).toEqual([])
    expect(findKinds(all, ' ')).toEqual(all)
  })
})
