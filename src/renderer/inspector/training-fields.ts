import {
  clippingSchema,
  type Optimizer,
  optimizerSchema,
  scheduleSchema,
  type TrainingConfig,
} from '../../engine/document/schema'
import { switchKind } from '../../engine/document/switch-kind'
import { type AttrSpecs, type AttrValue, bool, choice, int, number } from '../../engine/nodes/attrs'
import { hasMessage, type MessageKey, t } from '../i18n/index'

/** Every optimiser with a learning rate that suits it, in the order of the list. */
const optimizers: Readonly<Record<Optimizer['kind'], number>> = {
  sgd: 0.1,
  momentum: 0.05,
  adagrad: 0.05,
  rmsprop: 1e-3,
  adam: 1e-3,
  adamw: 1e-3,
}

function text(field: string) {
  const help = `training.${field}.help`
  return { title: t(`training.${field}` as MessageKey), help: hasMessage(help) ? t(help) : '' }
}

function share(field: string, initial: number) {
  return number({ ...text(field), min: 0, max: 1, exclusiveMax: true, default: initial })
}

/** Bounds as in `optimizerSchema`. */
function optimizerSpecs(): AttrSpecs {
  return {
    learningRate: number({ ...text('learningRate'), min: 0, max: 1e12, default: 0.1 }),
    momentum: share('momentum', 0.9),
    nesterov: bool({ ...text('nesterov'), default: false }),
    decay: share('decay', 0.99),
    beta1: share('beta1', 0.9),
    beta2: share('beta2', 0.999),
    epsilon: number({ ...text('epsilon'), min: 0, exclusiveMin: true, max: 1, default: 1e-7 }),
    weightDecay: number({ ...text('weightDecay'), min: 0, max: 1e6, default: 0.01 }),
  }
}

function kindsOf(field: 'schedule' | 'clipping', initial: string) {
  const { options } = field === 'schedule' ? scheduleSchema : clippingSchema
  return choice({
    ...text(field),
    options: options.map(({ shape: { kind } }) => ({
      value: kind.value as string,
      ...text(`${field}.${kind.value}`),
    })),
    default: initial,
  })
}

/** Bounds as in `scheduleSchema`; fields of a record go by its name and theirs. */
function scheduleSpecs({ schedule }: TrainingConfig): AttrSpecs {
  const count = { min: 1, max: 1e9 }
  const all: AttrSpecs = {
    every: int({ ...text('schedule.every'), ...count, default: 10 }),
    factor: number({ ...text('schedule.factor'), min: 0, max: 1, default: 0.1 }),
    decay: number({ ...text('schedule.decay'), min: 0, max: 1e6, default: 0.1 }),
    period: int({ ...text('schedule.period'), ...count, default: 10 }),
    minimum: number({ ...text('schedule.minimum'), min: 0, max: 1e12, default: 0 }),
    unit: choice({
      ...text('schedule.unit'),
      options: (['epoch', 'step'] as const).map(unit => ({
        value: unit,
        ...text(`schedule.unit.${unit}`),
      })),
      default: 'epoch',
    }),
    warmup: int({ ...text('schedule.warmup'), min: 0, max: 1e9, default: 0 }),
  }
  return within('schedule', all, schedule)
}

/** Bounds as in `clippingSchema`. */
function clippingSpecs({ clipping }: TrainingConfig): AttrSpecs {
  const limit = number({
    ...text('clipping.limit'),
    min: 0,
    exclusiveMin: true,
    max: 1e12,
    default: 1,
  })
  return within('clipping', { limit }, clipping)
}

/** Of the fields of a record those that its kind has, by `record.field`. */
function within(record: string, specs: AttrSpecs, value: object): AttrSpecs {
  return Object.fromEntries(
    Object.entries(specs)
      .filter(([name]) => name in value)
      .map(([name, spec]) => [`${record}.${name}`, spec]),
  )
}

/** The training form as field records, in the current language: only fields that apply. */
export function trainingSpecs(training: TrainingConfig): AttrSpecs {
  const kinds = Object.keys(optimizers) as Optimizer['kind'][]
  const own = Object.entries(optimizerSpecs()).filter(([name]) => name in training.optimizer)
  return {
    optimizer: choice({
      ...text('optimizer'),
      options: kinds.map(kind => ({ value: kind, ...text(`optimizer.${kind}`) })),
      default: 'sgd',
    }),
    ...Object.fromEntries(own),
    schedule: kindsOf('schedule', 'constant'),
    ...scheduleSpecs(training),
    batchSize: int({ ...text('batchSize'), max: 1_000_000, default: 64 }),
    epochs: int({ ...text('epochs'), max: 1_000_000, default: 5 }),
    clipping: kindsOf('clipping', 'none'),
    ...clippingSpecs(training),
    l1: number({ ...text('l1'), min: 0, max: 1e6, default: 0 }),
    l2: number({ ...text('l2'), min: 0, max: 1e6, default: 0 }),
    seed: int({ ...text('seed'), min: 0, max: 0xffff_ffff, default: 1 }),
  }
}

/** The value of a field of the form. */
export function trainingValue(training: TrainingConfig, field: string): AttrValue {
  const { optimizer, schedule, clipping, regularization, ...rest } = training
  const [record, name] = field.split('.')
  if (name !== undefined) {
    const fields: Readonly<Record<string, AttrValue>> = record === 'schedule' ? schedule : clipping
    return fields[name]!
  }
  const flat: Readonly<Record<string, AttrValue>> = {
    ...rest,
    ...regularization,
    ...optimizer,
    optimizer: optimizer.kind,
    schedule: schedule.kind,
    clipping: clipping.kind,
  }
  return flat[field]!
}

/** The training config with one field of the form changed. */
export function withTrainingValue(
  training: TrainingConfig,
  field: string,
  value: AttrValue,
): TrainingConfig {
  if (field === 'optimizer') {
    return { ...training, optimizer: switchOptimizer(training.optimizer, String(value)) }
  }
  const { schedule, clipping } = training
  if (field === 'schedule') {
    return {
      ...training,
      schedule: switchKind(scheduleSchema, schedule, String(value)) ?? schedule,
    }
  }
  if (field === 'clipping') {
    return {
      ...training,
      clipping: switchKind(clippingSchema, clipping, String(value)) ?? clipping,
    }
  }
  const [record, name] = field.split('.')
  if (name !== undefined) {
    return record === 'schedule'
      ? { ...training, schedule: { ...schedule, [name]: value } as typeof schedule }
      : { ...training, clipping: { ...clipping, [name]: value } as typeof clipping }
  }
  if (field === 'l1' || field === 'l2') {
    return { ...training, regularization: { ...training.regularization, [field]: value } }
  }
  return field in training.optimizer
    ? { ...training, optimizer: { ...training.optimizer, [field]: value } as Optimizer }
    : { ...training, [field]: value }
}

/** Fields the new optimiser shares keep their values; a rate that was never chosen is replaced. */
function switchOptimizer(before: Optimizer, kind: string): Optimizer {
  const untouched = before.learningRate === optimizers[before.kind]
  const learningRate = untouched ? optimizers[kind as Optimizer['kind']] : before.learningRate
  const fresh: Record<string, unknown> = optimizerSchema.parse({ kind, learningRate })
  const shared = Object.entries(before).filter(([name]) => name in fresh && name !== 'kind')
  return optimizerSchema.parse({ ...fresh, ...Object.fromEntries(shared), kind, learningRate })
}
