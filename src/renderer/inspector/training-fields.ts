import {
  clippingSchema,
  earlyStoppingSchema,
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

/** Records of the config that come in kinds; their fields go by `record.field`. */
const unions = {
  schedule: scheduleSchema,
  clipping: clippingSchema,
  earlyStopping: earlyStoppingSchema,
} as const
type UnionName = keyof typeof unions
const isUnion = (name: string): name is UnionName => Object.hasOwn(unions, name)

function text(field: string) {
  const help = `training.${field}.help`
  return { title: t(`training.${field}` as MessageKey), help: hasMessage(help) ? t(help) : '' }
}

function share(field: string, initial: number) {
  return number({ ...text(field), min: 0, max: 1, exclusiveMax: true, default: initial })
}

/** A number whose size matters more than its difference to others. */
function rate(field: string, max: number, initial: number) {
  return number({ ...text(field), min: 0, max, default: initial, scale: 'log' })
}

/** Bounds as in `optimizerSchema`. */
function optimizerSpecs({ optimizer }: TrainingConfig): AttrSpecs {
  const all: AttrSpecs = {
    learningRate: rate('learningRate', 1e12, optimizers[optimizer.kind]),
    momentum: share('momentum', 0.9),
    nesterov: bool({ ...text('nesterov'), default: false }),
    decay: share('decay', 0.99),
    beta1: share('beta1', 0.9),
    beta2: share('beta2', 0.999),
    epsilon: { ...rate('epsilon', 1, 1e-7), exclusiveMin: true },
    weightDecay: rate('weightDecay', 1e6, 0.01),
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in optimizer))
}

function kindsOf(field: UnionName, initial: string) {
  return choice({
    ...text(field),
    options: unions[field].options.map(({ shape: { kind } }) => ({
      value: kind.value as string,
      ...text(`${field}.${kind.value}`),
    })),
    default: initial,
  })
}

/** Bounds as in `scheduleSchema`. */
function scheduleSpecs({ schedule }: TrainingConfig): AttrSpecs {
  const count = { min: 1, max: 1e9, default: 10 }
  const counted = 'unit' in schedule ? t(`unit.${schedule.unit}`) : ''
  const factor = schedule.kind === 'exponential' ? 0.95 : 0.1
  const all: AttrSpecs = {
    every: int({ ...text('schedule.every'), ...count, unit: counted }),
    factor: number({ ...text('schedule.factor'), min: 0, max: 1, default: factor }),
    decay: rate('schedule.decay', 1e6, 0.1),
    period: int({ ...text('schedule.period'), ...count, unit: counted }),
    minimum: rate('schedule.minimum', 1e12, 0),
    unit: choice({
      ...text('schedule.unit'),
      options: (['epoch', 'step'] as const).map(unit => ({
        value: unit,
        ...text(`schedule.unit.${unit}`),
      })),
      default: 'epoch',
    }),
    warmup: int({ ...text('schedule.warmup'), min: 0, max: 1e9, default: 0, unit: t('unit.step') }),
  }
  return within('schedule', all, schedule)
}

/** Bounds as in `clippingSchema`. */
function clippingSpecs({ clipping }: TrainingConfig): AttrSpecs {
  const limit = { ...rate('clipping.limit', 1e12, 1), exclusiveMin: true }
  return within('clipping', { limit }, clipping)
}

/** Bounds as in `earlyStoppingSchema`. */
function earlyStoppingSpecs({ earlyStopping }: TrainingConfig): AttrSpecs {
  const all: AttrSpecs = {
    patience: int({ ...text('earlyStopping.patience'), default: 3, unit: t('unit.epoch') }),
    minDelta: rate('earlyStopping.minDelta', 1e9, 0),
    restoreBest: bool({ ...text('earlyStopping.restoreBest'), default: true }),
  }
  return within('earlyStopping', all, earlyStopping)
}

/** Of the fields of a record those that its kind has, by `record.field`. */
function within(record: UnionName, specs: AttrSpecs, value: object): AttrSpecs {
  return Object.fromEntries(
    Object.entries(specs)
      .filter(([name]) => name in value)
      .map(([name, spec]) => [`${record}.${name}`, spec]),
  )
}

export const trainingGroups = ['optimizer', 'schedule', 'run', 'regularization'] as const
export type TrainingGroup = (typeof trainingGroups)[number]

/** The training form as field records by group, in the current language: only fields that apply. */
export function trainingForm(training: TrainingConfig): Readonly<Record<TrainingGroup, AttrSpecs>> {
  const kinds = Object.keys(optimizers) as Optimizer['kind'][]
  return {
    optimizer: {
      optimizer: choice({
        ...text('optimizer'),
        options: kinds.map(kind => ({ value: kind, ...text(`optimizer.${kind}`) })),
        default: 'sgd',
      }),
      ...optimizerSpecs(training),
    },
    schedule: { schedule: kindsOf('schedule', 'constant'), ...scheduleSpecs(training) },
    run: {
      batchSize: int({ ...text('batchSize'), default: 64 }),
      epochs: int({ ...text('epochs'), default: 5 }),
      earlyStopping: kindsOf('earlyStopping', 'none'),
      ...earlyStoppingSpecs(training),
      seed: int({ ...text('seed'), min: 0, max: 0xffff_ffff, default: 1 }),
    },
    regularization: {
      l1: rate('l1', 1e6, 0),
      l2: rate('l2', 1e6, 0),
      clipping: kindsOf('clipping', 'none'),
      ...clippingSpecs(training),
    },
  }
}

/** All fields of the form by name. */
export function trainingSpecs(training: TrainingConfig): AttrSpecs {
  return Object.assign({}, ...Object.values(trainingForm(training))) as AttrSpecs
}

/** The value of a field of the form. */
export function trainingValue(training: TrainingConfig, field: string): AttrValue {
  const { optimizer, regularization, batchSize, epochs, seed } = training
  if (isUnion(field)) return training[field].kind
  const [record = '', name] = field.split('.')
  if (name !== undefined && isUnion(record)) {
    return (training[record] as Readonly<Record<string, AttrValue>>)[name]!
  }
  const flat: Readonly<Record<string, AttrValue>> = {
    batchSize,
    epochs,
    seed,
    ...regularization,
    ...optimizer,
    optimizer: optimizer.kind,
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
  if (isUnion(field)) {
    const changed = switchKind<{ kind: string }>(unions[field], training[field], String(value))
    return { ...training, [field]: changed ?? training[field] }
  }
  const [record = '', name] = field.split('.')
  if (name !== undefined && isUnion(record)) {
    return { ...training, [record]: { ...training[record], [name]: value } }
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
