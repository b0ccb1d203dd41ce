import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BalanceInput,
  balanceThresholds,
  isRegularized,
  readBalance,
} from '../../../src/engine/diagnosis/bias-variance'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { documentNode, mnistDocument } from '../../support/documents'

const of = (train: number, validation: number, more: Partial<BalanceInput> = {}) =>
  readBalance({
    epoch: 10,
    train: { task: 'classification', accuracy: 1 - train },
    validation: { task: 'classification', accuracy: 1 - validation },
    isRegularized: false,
    ...more,
  })

describe('reading bias and variance', () => {
  // The course's table: training error against validation error.
  it.each([
    [0.01, 0.11, 'highVariance'],
    [0.15, 0.16, 'highBias'],
    [0.15, 0.3, 'biasAndVariance'],
    [0.005, 0.01, 'good'],
  ] as const)('reads %f against %f as %s', (train, validation, verdict) => {
    expect(of(train, validation).verdict).toBe(verdict)
  })

  it('knows that some errors cannot be avoided', () => {
    expect(of(0.15, 0.16, { bayesError: 0.14 }).verdict).toBe('good')
  })

  it('says nothing before two epochs, nor without a validation part or a number', () => {
    expect(of(0.5, 0.9, { epoch: 1 })).toMatchObject({
      verdict: 'tooEarly',
      advice: ['trainLonger'],
    })
    expect(of(0.5, 0.9, { validation: null }).advice).toEqual(['holdOutValidation'])
    expect(of(Number.NaN, 0.1).verdict).toBe('unknown')
  })

  it('advises less regularization only where there is some', () => {
    expect(of(0.3, 0.3).advice).not.toContain('lessRegularization')
    expect(of(0.3, 0.3, { isRegularized: true }).advice).toContain('lessRegularization')
  })

  it('sends an ill network to its findings, not to more units', () => {
    const finding = { rule: 'vanishing', severity: 'error', over: false } as const
    const ill = of(0.9, 0.9, { findings: [finding] })
    expect(ill.advice).toEqual(['cureGradients', 'trainLonger'])
    const healed = { ...finding, over: true }
    const harmless = { ...finding, severity: 'info' } as const
    expect(of(0.9, 0.9, { findings: [healed, harmless] }).advice).toContain('largerNetwork')
    expect(of(0.01, 0.2, { findings: [finding] }).advice).not.toContain('cureGradients')
  })

  it('reads a regression by the variance that is not explained', () => {
    const read = (train: number, validation: number) =>
      readBalance({
        epoch: 10,
        train: { task: 'regression', r2: 1 - train },
        validation: { task: 'regression', r2: 1 - validation },
        isRegularized: false,
      })
    expect(read(0.6, 0.62)).toMatchObject({ verdict: 'highBias', measure: 'unexplained' })
    expect(read(0.1, 0.5).verdict).toBe('highVariance')
    expect(read(0.001, 0.002).verdict).toBe('good')
  })

  it('finds what regularizes a graph', () => {
    const plain = mnistDocument()
    expect(isRegularized(plain)).toBe(false)
    expect(isRegularized(mnistDocument([8], { regularization: { l1: 0, l2: 0.1 } }))).toBe(true)
    const dropout = { ...documentNode('drop', 'dropout'), kind: 'dropout' as const }
    const dropping = { ...plain, nodes: [...plain.nodes, dropout] } as GraphDocument
    expect(isRegularized(dropping)).toBe(true)
    const bypassed = { ...dropout, disabled: true as const }
    expect(isRegularized({ ...plain, nodes: [...plain.nodes, bypassed] } as GraphDocument)).toBe(
      false,
    )
  })

  it('is high variance exactly where the gap is above its threshold', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (train, gap) => {
          const { verdict, train: read, validation } = of(train, train + gap)
          const isVariable = validation - read > balanceThresholds.errorGap
          expect(['highVariance', 'biasAndVariance'].includes(verdict)).toBe(isVariable)
        },
      ),
    )
  })
})
