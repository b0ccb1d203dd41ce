import { describe, expect, it } from 'vitest'
import {
  clippingSchema,
  defaultTraining,
  earlyStoppingSchema,
  optimizerSchema,
  scheduleSchema,
  type TrainingConfig,
  trainingSchema,
} from '../../src/engine/document/schema'
import {
  trainingSpecs,
  trainingValue,
  withTrainingValue,
} from '../../src/renderer/inspector/training-fields'

const kinds = optimizerSchema.options.map(option => option.shape.kind.value)
const withKind = (kind: string, from: TrainingConfig = defaultTraining) =>
  withTrainingValue(from, 'optimizer', kind)

describe('the training form', () => {
  it('offers every optimiser of the schema', () => {
    const { optimizer } = trainingSpecs(defaultTraining)
    expect(optimizer?.type === 'choice' && optimizer.options.map(({ value }) => value)).toEqual(
      kinds,
    )
  })

  it.each(kinds)('has a field with a title for everything of %s, and stays in the schema', kind => {
    const training = withKind(kind)
    const specs = trainingSpecs(training)
    for (const name of Object.keys(training.optimizer)) {
      expect(Object.keys(specs)).toContain(name === 'kind' ? 'optimizer' : name)
    }
    for (const [name, spec] of Object.entries(specs)) {
      expect(spec.title).not.toContain('training.')
      const same = withTrainingValue(training, name, trainingValue(training, name))
      expect(trainingSchema.parse(same)).toEqual(training)
    }
  })

  const variants = [
    ...scheduleSchema.options.map(({ shape }) => ['schedule', shape.kind.value] as const),
    ...clippingSchema.options.map(({ shape }) => ['clipping', shape.kind.value] as const),
    ...earlyStoppingSchema.options.map(({ shape }) => ['earlyStopping', shape.kind.value] as const),
  ]
  it.each(variants)('has a titled field for everything of %s %s, and no others', (record, kind) => {
    const training = withTrainingValue(defaultTraining, record, kind)
    expect(training[record].kind).toBe(kind)
    const specs = trainingSpecs(training)
    const shown = Object.keys(specs).filter(name => name.startsWith(`${record}.`))
    const fields = Object.keys(training[record]).filter(name => name !== 'kind')
    expect(shown.toSorted()).toEqual(fields.map(name => `${record}.${name}`).toSorted())
    for (const [name, spec] of Object.entries(specs)) {
      expect(spec.title).not.toContain('training.')
      const same = withTrainingValue(training, name, trainingValue(training, name))
      expect(trainingSchema.parse(same)).toEqual(training)
    }
  })

  it('keeps the warm-up when the schedule changes', () => {
    const warm = withTrainingValue(defaultTraining, 'schedule.warmup', 25)
    expect(withTrainingValue(warm, 'schedule', 'cosine').schedule).toMatchObject({
      kind: 'cosine',
      warmup: 25,
    })
  })

  it('replaces a learning rate that was never chosen, and keeps one that was', () => {
    expect(withKind('adam').optimizer.learningRate).toBe(1e-3)
    const chosen = withTrainingValue(defaultTraining, 'learningRate', 0.33)
    expect(withKind('adam', chosen).optimizer.learningRate).toBe(0.33)
  })

  it('keeps fields that both optimisers have', () => {
    const tuned = withTrainingValue(withKind('adam'), 'beta2', 0.98)
    expect(withKind('adamw', tuned).optimizer).toMatchObject({ kind: 'adamw', beta2: 0.98 })
  })

  it('changes penalties within their record', () => {
    expect(withTrainingValue(defaultTraining, 'l2', 1e-4).regularization).toEqual({
      l1: 0,
      l2: 1e-4,
    })
  })
})
