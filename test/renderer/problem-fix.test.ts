import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/engine/document/change'
import type { GraphDocument } from '../../src/engine/document/schema'
import { analyze } from '../../src/engine/graph/analyze'
import type { ProblemKind } from '../../src/engine/graph/types'
import { fixOf } from '../../src/renderer/inspector/problem-fix'
import { anyDocument, documentOf, mnistDocument } from '../support/documents'

/** The document after the fix of its first problem of a kind; null where there is no fix. */
function fixed(document: GraphDocument, kind: ProblemKind): GraphDocument | null {
  const problem = analyze(document).problems.find(each => each.kind === kind)
  if (!problem) throw new Error(`no problem ${kind}`)
  return fixOf(document, problem)?.changes.reduce(applyChange, document) ?? null
}
const unitsOf = (document: GraphDocument | null, id: string) =>
  document?.nodes.find(node => node.id === id)?.attrs.units
const without = (document: GraphDocument, id: string) =>
  applyChange(document, { kind: 'removeNodes', ids: [id] })

describe('fixOf', () => {
  it('gives the last Dense layer as many units as there are classes', () => {
    const wrong = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'fc1', kind: 'dense', attrs: { units: 32 } },
      { id: 'fc2', kind: 'dense', attrs: { units: 7 } },
      { id: 'norm', kind: 'batchNorm' },
      { id: 'loss1', kind: 'loss' },
    ])
    const after = fixed(wrong, 'shape')
    expect(unitsOf(after, 'fc2')).toBe(10)
    expect(unitsOf(after, 'fc1')).toBe(32)
    expect(analyze(after!).problems).toEqual([])
  })

  it('gives numbers to predict the loss and the unit that suit them, in one edit', () => {
    const wrong = applyChange(mnistDocument([8]), {
      kind: 'setAttrs',
      id: 'data1',
      attrs: { dataset: 'diabetes' },
    })
    const after = fixed(wrong, 'shape')
    expect(analyze(after!).problems).toEqual([])
    expect(unitsOf(after, 'dense2')).toBe(1)
    expect(after?.nodes.at(-1)?.attrs.function).toBe('meanSquaredError')
  })

  it('gives numbers to predict another loss than binary cross-entropy', () => {
    const wrong = documentOf([
      { id: 'data1', kind: 'data', attrs: { dataset: 'diabetes' } },
      { id: 'fc1', kind: 'dense', attrs: { units: 1 } },
      { id: 'loss1', kind: 'loss', attrs: { function: 'binaryCrossEntropy' } },
    ])
    const after = fixed(wrong, 'shape')
    expect(analyze(after!).problems).toEqual([])
    expect(after?.nodes.at(-1)?.attrs.function).toBe('meanSquaredError')
  })

  it('names what it does', () => {
    const wrong = mnistDocument([8])
    const document = applyChange(wrong, { kind: 'setAttrs', id: 'dense2', attrs: { units: 3 } })
    expect(fixOf(document, analyze(document).problems[0]!)?.label).toEqual({
      key: 'fix.setAttr',
      values: { attr: 'Units', name: 'dense2', value: 10 },
    })
  })

  it('leaves the choice where the loss does not follow a Dense layer', () => {
    const joined = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'a', kind: 'dense', from: ['data1'], attrs: { units: 4 } },
      { id: 'b', kind: 'dense', from: ['data1'], attrs: { units: 4 } },
      { id: 'join', kind: 'concat', from: ['a', 'b'] },
      { id: 'loss1', kind: 'loss' },
    ])
    expect(fixed(joined, 'shape')).toBeNull()
  })

  it('adds the missing loss after the only loose end, and the data set before the only loose start', () => {
    const sound = mnistDocument([8])
    expect(analyze(fixed(without(sound, 'loss1'), 'noLoss')!).problems).toEqual([])
    expect(analyze(fixed(without(sound, 'data1'), 'noData')!).problems).toEqual([])
  })

  it('does not guess where several ends are loose', () => {
    expect(
      fixed(
        documentOf([
          { id: 'a', kind: 'dense', from: [] },
          { id: 'b', kind: 'dense', from: [] },
        ]),
        'noLoss',
      ),
    ).toBeNull()
  })

  it('deletes a second loss', () => {
    const two = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'fc', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
      { id: 'loss2', kind: 'loss', from: ['fc'] },
    ])
    expect(fixed(two, 'severalLosses')?.nodes.map(({ id }) => id)).toEqual(['data1', 'fc', 'loss1'])
  })

  it('mends the problem it is for, and leaves fewer problems than there were', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const { problems } = analyze(document)
        for (const problem of problems) {
          const fix = fixOf(document, problem)
          if (!fix) continue
          const after = analyze(fix.changes.reduce(applyChange, document)).problems
          expect(after.length).toBeLessThan(problems.length)
        }
      }),
      { numRuns: 100 },
    )
  })
})
