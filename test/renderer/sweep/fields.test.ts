// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../../src/engine/document/change'
import { parseDocumentValue } from '../../../src/engine/document/parse'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { resolveSweep } from '../../../src/engine/sweep/resolve'
import type { SweepSpec } from '../../../src/engine/sweep/spec'
import { trialDocument, trialValues } from '../../../src/engine/sweep/trial'
import { parameterFor, sweepFields } from '../../../src/renderer/sweep/fields'
import { readList } from '../../../src/renderer/sweep/ListInput'
import { changesOf } from '../../../src/renderer/sweep/use-trial'
import { mnistDocument } from '../../support/documents'

const plain = mnistDocument([8])
const { training } = plain
const rich: GraphDocument = {
  ...plain,
  training: {
    ...training,
    optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.9, nesterov: false },
    schedule: { kind: 'step', unit: 'epoch', every: 10, factor: 0.1, warmup: 0 },
    clipping: { kind: 'norm', limit: 1 },
    earlyStopping: { kind: 'validationLoss', patience: 3, minDelta: 0, restoreBest: true },
  },
}

function specOf(parameters: SweepSpec['parameters']): SweepSpec {
  return { method: 'random', parameters, trials: 20, seed: 1, objective: 'validationLoss' }
}

describe('the fields that can be searched', () => {
  it.each([
    ['a plain document', plain],
    ['one with schedule, clipping and early stopping', rich],
  ])('have values to begin with that the file format takes: %s', (_, document) => {
    const fields = sweepFields(document)
    expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length)
    for (const field of fields) {
      const resolved = resolveSweep(document, specOf([parameterFor(field)]))
      expect(resolved, field.path).toMatchObject({ ok: true })
      if (!resolved.ok) continue
      for (let trial = 1; trial <= 20; trial++) {
        const values = trialValues(resolved.sweep, trial)
        expect(trialDocument(document, resolved.sweep.spec, values), field.path).toMatchObject({
          ok: true,
        })
      }
    }
  })

  it('are named as in the inspector, with where they belong', () => {
    const titles = new Map(sweepFields(rich).map(({ path, title }) => [path, title]))
    expect(titles.get('training.optimizer.learningRate')).toBe('Learning rate')
    expect(titles.get('training.schedule.factor')).toBe('Learning-rate schedule · Factor')
    expect(titles.get('nodes.dense1.units')).toBe('dense1 · Units')
    expect(titles.has('nodes.data.path')).toBe(false)
  })
})

describe('applying a trial', () => {
  it('gives the graph its values and leaves the rest as it is', () => {
    const fields = sweepFields(rich)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...fields), {
          minLength: 1,
          maxLength: 5,
          selector: ({ path }) => path,
        }),
        fc.integer({ min: 1, max: 1000 }),
        (chosen, trial) => {
          const resolved = resolveSweep(rich, specOf(chosen.map(parameterFor)))
          if (!resolved.ok) throw new Error(resolved.failure.message)
          const { sweep } = resolved
          const values = trialValues(sweep, trial)
          const made = trialDocument(rich, sweep.spec, values)
          const changes = changesOf(rich, sweep.spec, { values })
          // A kind that is drawn may have no place for another field that is drawn.
          expect(changes.ok).toBe(made.ok)
          if (!made.ok || !changes.ok) return
          const applied = applyChanges(rich, changes.changes)
          expect(parseDocumentValue(applied).kind).toBe('ok')
          expect({ ...applied.training }).toEqual({ ...made.document.training })
          expect(applied.nodes.map(({ attrs }) => attrs)).toEqual(
            made.document.nodes.map(({ attrs }) => attrs),
          )
          expect(applied.edges).toEqual(rich.edges)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('readList', () => {
  it('reads numbers with commas or spaces between them, each once', () => {
    expect(readList('16, 32,64')).toEqual([16, 32, 64])
    expect(readList('1e-3 0.1; 0.1')).toEqual([0.001, 0.1])
    expect(readList('relu')).toBeNull()
    expect(readList(' ')).toBeNull()
  })
})
