import { describe, expect, it } from 'vitest'
import { callKernel, zeros } from '../../support/kernel-call'

function softmaxLoss(logits: readonly number[], target: number) {
  const [loss = [], softmax = []] = callKernel(
    'softmaxCrossEntropy.forward',
    [
      { data: logits, width: logits.length },
      { data: [target], width: 1 },
    ],
    [{ data: [0] }, { data: zeros(logits.length), width: logits.length }],
  )
  return { loss: loss[0]!, softmax }
}

function correctOf(loss: string, rows: readonly (readonly number[])[], target: readonly number[]) {
  const width = rows[0]!.length
  const targetWidth = target.length / rows.length
  return callKernel(
    'correct.forward',
    [
      { data: rows.flat(), width },
      { data: target, width: targetWidth },
    ],
    [{ data: [0] }],
    { loss },
    { rows: rows.length },
  )[0]![0]
}

describe('losses', () => {
  it('softmax cross-entropy of equal logits is ln C', () => {
    expect(softmaxLoss([3, 3, 3, 3], 2).loss).toBeCloseTo(Math.log(4), 14)
  })

  it('softmax cross-entropy neither over- nor underflows at logits of ±1000', () => {
    const { loss, softmax } = softmaxLoss([1000, -1000], 1)
    expect(loss).toBe(2000)
    expect(softmax).toEqual([1, 0])
    expect(softmaxLoss([-1000, -1000], 0).loss).toBeCloseTo(Math.LN2, 14)
  })

  it('binary cross-entropy neither over- nor underflows at logits of ±1000', () => {
    const loss = (logit: number, target: number) =>
      callKernel(
        'binaryCrossEntropy.forward',
        [
          { data: [logit], width: 1 },
          { data: [target], width: 1 },
        ],
        [{ data: [0] }],
      )[0]![0]
    expect(loss(1000, 0)).toBe(1000)
    expect(loss(-1000, 1)).toBe(1000)
    expect(loss(1000, 1)).toBe(0)
    expect(loss(0, 1)).toBeCloseTo(Math.LN2, 15)
  })

  it('mean squared error averages over rows and outputs', () => {
    const [loss] = callKernel(
      'meanSquaredError.forward',
      [
        { data: [1, 2, 3, 4], width: 2 },
        { data: [0, 0, 0, 0], width: 2 },
      ],
      [{ data: [0] }],
      {},
      { rows: 2 },
    )
    expect(loss).toEqual([7.5])
  })

  it('counts right answers from class indices and from one-hot rows', () => {
    const rows = [
      [0.1, 0.9],
      [2, 1],
      [-1, -2],
    ]
    expect(correctOf('softmaxCrossEntropy', rows, [1, 1, 0])).toBe(2)
    expect(correctOf('binaryCrossEntropy', rows, [0, 1, 0, 1, 1, 0])).toBe(2)
  })

  it('counts an answer that is NaN as wrong', () => {
    const { NaN: nan } = Number
    expect(correctOf('softmaxCrossEntropy', [[nan, nan]], [0])).toBe(0)
    expect(correctOf('meanSquaredError', [[1, nan]], [1, 0])).toBe(0)
  })
})
