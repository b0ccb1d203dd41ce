import type { TrainingConfig } from '../../document/schema'
import { bool, call, float, indent } from '../python/text'

/** Lines that make the optimizer, one level in. */
export function optimizerLines({ optimizer }: TrainingConfig): readonly string[] {
  const make = (name: string, ...args: string[]) =>
    call(`optimizer = torch.optim.${name}(`, ['model.parameters()', 'lr=LEARNING_RATE', ...args])
  switch (optimizer.kind) {
    case 'sgd':
      return make('SGD')
    case 'momentum': {
      // PyTorch refuses Nesterov's look-ahead without momentum, where it changes nothing.
      const nesterov = optimizer.nesterov && optimizer.momentum > 0
      return make(
        'SGD',
        `momentum=${float(optimizer.momentum)}`,
        ...(nesterov ? [`nesterov=${bool(true)}`] : []),
      )
    }
    case 'adagrad':
      return make('Adagrad', `eps=${float(optimizer.epsilon)}`)
    case 'rmsprop':
      return make('RMSprop', `alpha=${float(optimizer.decay)}`, `eps=${float(optimizer.epsilon)}`)
    case 'adam':
    case 'adamw': {
      const betas = `betas=(${float(optimizer.beta1)}, ${float(optimizer.beta2)})`
      const eps = `eps=${float(optimizer.epsilon)}`
      return optimizer.kind === 'adam'
        ? make('Adam', betas, eps)
        : make('AdamW', betas, eps, `weight_decay=${float(optimizer.weightDecay)}`)
    }
  }
}

/** How the learning rate changes, as pieces of the program; empty lists where it does not. */
export interface ScheduleText {
  /** A function of the module. */
  readonly define: readonly string[]
  /** Beside the optimizer; before and after every step; after every epoch. */
  readonly make: readonly string[]
  readonly beforeStep: readonly string[]
  readonly afterStep: readonly string[]
  readonly afterEpoch: readonly string[]
}

const nothing: ScheduleText = {
  define: [],
  make: [],
  beforeStep: [],
  afterStep: [],
  afterEpoch: [],
}

/** PyTorch's own scheduler, or a function of the step where there is a warm-up on top of it. */
export function scheduleText(training: TrainingConfig): ScheduleText {
  const { schedule } = training
  if (schedule.warmup > 1) return warmupText(training)
  if (schedule.kind === 'constant') return nothing
  const advance = ['scheduler.step()']
  return {
    ...nothing,
    make: [`scheduler = lr_scheduler.${schedulerOf(schedule)}`],
    ...(schedule.unit === 'step' ? { afterStep: advance } : { afterEpoch: advance }),
  }
}

function schedulerOf(schedule: Exclude<TrainingConfig['schedule'], { kind: 'constant' }>): string {
  switch (schedule.kind) {
    case 'step':
      return `StepLR(optimizer, step_size=${schedule.every}, gamma=${float(schedule.factor)})`
    case 'exponential':
      return `ExponentialLR(optimizer, gamma=${float(schedule.factor)})`
    case 'inverseTime':
      return `LambdaLR(optimizer, lambda t: 1 / (1 + ${float(schedule.decay)} * t))`
    case 'cosine':
      return `CosineAnnealingLR(optimizer, T_max=${schedule.period}, eta_min=${float(schedule.minimum)})`
  }
}

function warmupText({ schedule }: TrainingConfig): ScheduleText {
  const t = schedule.kind === 'constant' ? '' : schedule.unit === 'step' ? 'step' : 'epoch'
  return {
    ...nothing,
    define: [
      'def learning_rate(step, epoch):',
      `    """Of a step of an epoch, both from 0: the first ${schedule.warmup} steps warm up."""`,
      ...indent(rateLines(schedule, t)),
      `    return rate * min(1, (step + 1) / ${schedule.warmup})`,
    ],
    make: ['step = 0'],
    beforeStep: [
      'for group in optimizer.param_groups:',
      "    group['lr'] = learning_rate(step, epoch)",
    ],
    afterStep: ['step += 1'],
  }
}

function rateLines(schedule: TrainingConfig['schedule'], t: string): string[] {
  switch (schedule.kind) {
    case 'constant':
      return ['rate = LEARNING_RATE']
    case 'step':
      return [`rate = LEARNING_RATE * ${float(schedule.factor)} ** (${t} // ${schedule.every})`]
    case 'exponential':
      return [`rate = LEARNING_RATE * ${float(schedule.factor)} ** ${t}`]
    case 'inverseTime':
      return [`rate = LEARNING_RATE / (1 + ${float(schedule.decay)} * ${t})`]
    case 'cosine': {
      const minimum = float(schedule.minimum)
      return [
        `share = (1 + math.cos(math.pi * ${t} / ${schedule.period})) / 2`,
        schedule.minimum === 0
          ? 'rate = LEARNING_RATE * share'
          : `rate = ${minimum} + (LEARNING_RATE - ${minimum}) * share`,
      ]
    }
  }
}
