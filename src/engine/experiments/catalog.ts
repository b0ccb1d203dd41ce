import type { Experiment, Variant } from './experiment'

const normal = (sigma: number): Variant['attrs'] => ({ dense: { init: 'normal', sigma } })

/** Initial weights of one activation function. */
function initsOf(activation: string, inits: Readonly<Record<string, Variant['attrs']>>): Variant[] {
  return Object.entries(inits).map(([id, attrs]) => ({
    id: `${activation}-${id}`,
    attrs: { ...attrs, activation: { function: activation } },
  }))
}

const xavier = { dense: { init: 'xavier' } }
const he = { dense: { init: 'he' } }

/** Every scale of the initial weights, without and with batch norm. */
const scales = [1, 0.1, 0.01, 0.001].flatMap((sigma): Variant[] => [
  { id: `sigma-${sigma}`, attrs: normal(sigma)! },
  { id: `sigma-${sigma}-batch-norm`, attrs: normal(sigma)!, enable: ['batchNorm'] },
])

/** The experiments whose variants are trained, in the order of the course. */
export const experiments: readonly Experiment[] = [
  {
    id: '01-activations',
    variants: [
      ...initsOf('sigmoid', { 'sigma-1': normal(1), 'sigma-0.01': normal(0.01), xavier }),
      ...initsOf('tanh', { 'sigma-1': normal(1), 'sigma-0.01': normal(0.01), xavier }),
      ...initsOf('relu', { 'sigma-0.01': normal(0.01), xavier, he }),
    ],
    chart: 'activationStd',
    figures: ['firstStd', 'lastStd', 'saturation'],
  },
  {
    id: '02-optimizers',
    variants: [
      { id: 'sgd', training: { optimizer: { kind: 'sgd', learningRate: 0.01 } } },
      {
        id: 'momentum',
        training: {
          optimizer: { kind: 'momentum', learningRate: 0.01, momentum: 0.9, nesterov: false },
        },
      },
      {
        id: 'adagrad',
        training: { optimizer: { kind: 'adagrad', learningRate: 0.01, epsilon: 1e-7 } },
      },
      {
        id: 'adam',
        training: {
          optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        },
      },
    ],
    chart: 'loss',
    figures: ['finalLoss', 'trainAccuracy', 'testAccuracy'],
  },
  {
    id: '03-initial-weights',
    variants: [
      { id: 'sigma-0.01', attrs: normal(0.01)! },
      { id: 'xavier', attrs: xavier },
      { id: 'he', attrs: he },
    ],
    chart: 'loss',
    figures: ['finalLoss', 'trainAccuracy', 'testAccuracy'],
  },
  {
    id: '04-batch-norm',
    variants: scales,
    chart: 'accuracy',
    figures: ['finalLoss', 'trainAccuracy', 'testAccuracy'],
  },
  {
    id: '05-overfitting',
    variants: [
      { id: 'none' },
      { id: 'weight-decay-0.1', training: { regularization: { l1: 0, l2: 0.1 } } },
      { id: 'dropout', enable: ['dropout'] },
    ],
    chart: 'validationAccuracy',
    figures: ['trainAccuracy', 'testAccuracy', 'gap'],
  },
  {
    id: '06-vanishing',
    variants: [
      { id: 'sigmoid' },
      { id: 'relu-he', attrs: { dense: { init: 'he' }, activation: { function: 'relu' } } },
      { id: 'batch-norm', enable: ['batchNorm'] },
      { id: 'skip', enable: ['add'] },
    ],
    chart: 'gradient',
    figures: ['firstWeightGradient', 'gradientFactor', 'finalLoss', 'testAccuracy'],
  },
  {
    id: '07-regularization',
    variants: [
      { id: 'none' },
      { id: 'l2', training: { regularization: { l1: 0, l2: 0.01 } } },
      { id: 'dropout-0.86', enable: ['dropout'] },
    ],
    chart: 'validationAccuracy',
    figures: ['trainAccuracy', 'testAccuracy', 'gap'],
  },
  {
    id: '08-random-search',
    variants: ['1e-6', '1e-4', '1e-2'].map(rate => ({
      id: `rate-${rate}`,
      training: { optimizer: { kind: 'sgd', learningRate: Number(rate) } },
    })),
    chart: 'validationAccuracy',
    figures: ['finalLoss', 'trainAccuracy', 'validationAccuracy'],
  },
  {
    id: '10-exploding',
    variants: [1.5, 1, 0.5].map(scale => ({
      id: `identity-${scale}`,
      attrs: { dense: { scale } },
    })),
    chart: 'gradient',
    figures: ['firstGradient', 'lastGradient', 'gradientFactor'],
  },
]

/** The one whose learning rate and weight decay are searched at random. */
export const searchExperiment = '08-random-search'

/** The paths of four optimisers over one valley; nothing is trained. */
export const pathsExperiment = '09-optimizer-paths'

/** Undefined for an id that none has. */
export function findExperiment(id: string): Experiment | undefined {
  return experiments.find(experiment => experiment.id === id)
}
