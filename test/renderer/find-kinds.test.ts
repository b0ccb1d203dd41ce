import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NodeKind, nodeKind, nodeKinds } from '../../src/engine/nodes/index'
import { findEntries, findKinds, kindEntries } from '../../src/renderer/palette/find-kinds'
import { fold, matchScore } from '../../src/renderer/palette/match'

const all = Object.keys(nodeKinds) as NodeKind[]
const entries = kindEntries(all)
const keys = (query: string) => findEntries(entries, query).map(({ key }) => key)

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

describe('findEntries', () => {
  it.each([
    ['linear', 'dense'],
    ['fully connected', 'dense'],
    ['bn', 'batchNorm'],
    ['skip', 'add'],
    ['swish', 'activation.silu'],
    ['mse', 'loss.meanSquaredError'],
    ['bce', 'loss.binaryCrossEntropy'],
    ['relu', 'activation.relu'],
    ['완전 연결', 'dense'],
    ['배치 정규화', 'batchNorm'],
    ['드롭', 'dropout'],
    ['시그모이드', 'activation.sigmoid'],
    ['교차 엔트로피', 'loss.softmaxCrossEntropy'],
    // Typed in haste.
    ['drpout', 'dropout'],
    ['btnorm', 'batchNorm'],
  ])('means by %s %s first', (query, key) => {
    expect(keys(query)[0]).toBe(key)
  })

  it('finds Korean in whatever form its letters come', () => {
    expect(keys('드롭아웃'.normalize('NFD'))[0]).toBe('dropout')
  })

  it('lists kinds by no word, and choices only by one', () => {
    expect(keys('')).toEqual(all)
    expect(keys('tanh')).toEqual(['activation.tanh'])
  })

  it('finds every entry by its whole title, and by every beginning of it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.nat(), ({ key, title }, length) => {
        expect(keys(title)).toContain(key)
        expect(keys(title.slice(0, 1 + (length % title.length)))).toContain(key)
      }),
    )
  })

  it('carries attrs that the kind has', () => {
    for (const { kind, attrs } of entries) {
      for (const name of Object.keys(attrs)) expect(nodeKind(kind).attrs).toHaveProperty(name)
    }
  })
})

describe('matchScore', () => {
  it('prefers the same text, then a beginning, a word, a part, and letters in order', () => {
    const text = fold('Batch norm')
    const scores = ['batch norm', 'bat', 'nor', 'atch', 'btn'].map(query => matchScore(text, query))
    expect(scores).toEqual([0, 1, 2, 3, 5])
    expect(matchScore(text, 'nb')).toBeNull()
  })
})
