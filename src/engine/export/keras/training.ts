import type { TrainingConfig } from '../../document/schema'
import { takesOneHot, widthsOf } from '../describe'
import { bool, call, float, indent } from '../python/text'
import type { ExportSource } from '../source'

const losses: Readonly<Record<string, string>> = {
  softmaxCrossEntropy: 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
  binaryCrossEntropy: 'keras.losses.BinaryCrossentropy(from_logits=True)',
  meanSquaredError: 'keras.losses.MeanSquaredError()',
}

/** Whether the learning rate changes. */
function hasSchedule({ schedule }: TrainingConfig): boolean {
  return schedule.kind !== 'constant' || schedule.warmup > 1
}

/** Whether it needs to know when an epoch ends. */
function countsEpochs({ schedule }: TrainingConfig): boolean {
  return schedule.kind !== 'constant' && schedule.unit === 'epoch'
}

/** The learning rate as a function of the step; empty where it stays. */
export function scheduleLines({ training }: ExportSource): string[] {
  if (!hasSchedule(training)) return []
  const { schedule } = training
  const t = countsEpochs(training) ? 'ops.floor(step / self.steps_per_epoch)' : 'step'
  return [
    'class LearningRate(keras.optimizers.schedules.LearningRateSchedule):',
    ...indent([
      ...(countsEpochs(training)
        ? ['def __init__(self, steps_per_epoch):', '    self.steps_per_epoch = steps_per_epoch', '']
        : []),
      'def __call__(self, step):',
      ...indent([
        "step = ops.cast(step, 'float32')",
        ...(schedule.kind === 'constant' ? [] : [`t = ${t}`]),
        ...rateLines(schedule),
        schedule.warmup > 1
          ? `return rate * ops.minimum(1.0, (step + 1.0) / ${float(schedule.warmup)})`
          : 'return rate',
      ]),
      '',
      'def get_config(self):',
      countsEpochs(training)
        ? "    return {'steps_per_epoch': self.steps_per_epoch}"
        : '    return {}',
    ]),
  ]
}

function rateLines(schedule: TrainingConfig['schedule']): string[] {
  switch (schedule.kind) {
    case 'constant':
      return ['rate = LEARNING_RATE']
    case 'step': {
      const power = `ops.power(${float(schedule.factor)}, ops.floor(t / ${float(schedule.every)}))`
      return [`rate = LEARNING_RATE * ${power}`]
    }
    case 'exponential':
      return [`rate = LEARNING_RATE * ops.power(${float(schedule.factor)}, t)`]
    case 'inverseTime':
      return [`rate = LEARNING_RATE / (1.0 + ${float(schedule.decay)} * t)`]
    case 'cosine': {
      const minimum = float(schedule.minimum)
      return [
        `share = (1.0 + ops.cos(math.pi * t / ${float(schedule.period)})) / 2.0`,
        schedule.minimum === 0
          ? 'rate = LEARNING_RATE * share'
          : `rate = ${minimum} + (LEARNING_RATE - ${minimum}) * share`,
      ]
    }
  }
}

/** Optimizer, loss and metrics. */
export function compileLines({ graph, training }: ExportSource): string[] {
  const needsSteps = countsEpochs(training)
  const metric = {
    softmaxCrossEntropy: "'accuracy'",
    binaryCrossEntropy: "'categorical_accuracy'",
    meanSquaredError: graph.dataShape.classes === null ? '' : "'categorical_accuracy'",
  }[String(graph.loss.attrs.function)]
  return [
    `def compile_model(model${needsSteps ? ', steps_per_epoch' : ''}):`,
    ...indent([
      ...optimizerLines(training),
      ...call('model.compile(', [
        'optimizer=optimizer',
        `loss=${losses[String(graph.loss.attrs.function)]}`,
        ...(metric ? [`metrics=[${metric}]`] : []),
      ]),
    ]),
  ]
}

function optimizerLines(training: TrainingConfig): readonly string[] {
  const { optimizer, clipping } = training
  const rate = !hasSchedule(training)
    ? 'LEARNING_RATE'
    : countsEpochs(training)
      ? 'LearningRate(steps_per_epoch)'
      : 'LearningRate()'
  const make = (name: string, ...args: string[]) =>
    call(`optimizer = keras.optimizers.${name}(`, [
      rate,
      ...args,
      ...(clipping.kind === 'norm' ? [`global_clipnorm=${float(clipping.limit)}`] : []),
      ...(clipping.kind === 'value' ? [`clipvalue=${float(clipping.limit)}`] : []),
    ])
  switch (optimizer.kind) {
    case 'sgd':
      return make('SGD')
    case 'momentum':
      return make(
        'SGD',
        `momentum=${float(optimizer.momentum)}`,
        ...(optimizer.nesterov ? [`nesterov=${bool(true)}`] : []),
      )
    case 'adagrad':
      return make('Adagrad', 'initial_accumulator_value=0.0', insideRoot(optimizer.epsilon))
    case 'rmsprop':
      return make('RMSprop', `rho=${float(optimizer.decay)}`, insideRoot(optimizer.epsilon))
    case 'adam':
    case 'adamw': {
      const args = [
        `beta_1=${float(optimizer.beta1)}`,
        `beta_2=${float(optimizer.beta2)}`,
        `epsilon=${float(optimizer.epsilon)}`,
      ]
      return optimizer.kind === 'adam'
        ? make('Adam', ...args)
        : make('AdamW', ...args, `weight_decay=${float(optimizer.weightDecay)}`)
    }
  }
}

/** Keras adds ε under the root, Gradscope beside it: its square comes nearest. */
function insideRoot(epsilon: number): string {
  return `epsilon=${float(Number((epsilon * epsilon).toPrecision(12)))}`
}

/** What Keras computes in another way than Gradscope, however it is written; a sentence each. */
export function differences({ graph, training }: ExportSource): string[] {
  const { optimizer, schedule } = training
  const changes = schedule.kind !== 'constant' || schedule.warmup > 1
  return [
    ...(graph.nodes.some(({ kind }) => kind === 'batchNorm')
      ? ['Batch norm: Keras keeps the biased variance for evaluation, Gradscope the unbiased one.']
      : []),
    ...(optimizer.kind === 'momentum' && changes
      ? [
          'Momentum: Keras keeps past steps at the learning rate they had, Gradscope at the present one.',
        ]
      : []),
    ...(optimizer.kind === 'adagrad' || optimizer.kind === 'rmsprop'
      ? ['Epsilon: Keras adds it under the root, Gradscope beside it; here is its square.']
      : []),
    ...(optimizer.kind === 'adam' || optimizer.kind === 'adamw'
      ? ['Epsilon: Keras adds it before the bias is corrected, Gradscope after that.']
      : []),
  ]
}

/** Examples of the right shapes, to be replaced. */
export function dataLines({ graph }: ExportSource): string[] {
  const { inputs, outputs } = widthsOf(graph)
  const { classes } = graph.dataShape
  return [
    'def training_data():',
    ...indent([
      '"""Random numbers of the right shapes: return your own examples here."""',
      'random = np.random.default_rng(SEED)',
      `x = random.standard_normal((1000, ${inputs}), dtype='float32')`,
      ...(classes === null
        ? [`y = random.standard_normal((1000, ${outputs}), dtype='float32')`]
        : [`y = random.integers(${classes}, size=1000)  # the class of each example`]),
      `return x, ${takesOneHot(graph) ? `keras.utils.to_categorical(y, ${outputs})` : 'y'}`,
    ]),
  ]
}

/** What the program does when it is run. */
export function mainLines(
  { training }: ExportSource,
  isTrained: boolean,
  hasWeights: boolean,
): string[] {
  const steps = countsEpochs(training) ? ', math.ceil(len(x) / BATCH_SIZE)' : ''
  return [
    "if __name__ == '__main__':",
    ...indent([
      'keras.utils.set_random_seed(SEED)',
      'model = build_model()',
      ...(hasWeights ? ['load_weights(model)'] : []),
      'model.summary()',
      ...(isTrained
        ? [
            'x, y = training_data()',
            `compile_model(model${steps})`,
            'model.fit(x, y, batch_size=BATCH_SIZE, epochs=EPOCHS)',
          ]
        : []),
    ]),
  ]
}
