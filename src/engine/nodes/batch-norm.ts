import { number } from './attrs'
import { defineNode, shapeOk, step } from './define-node'

/** Conventions (biased variance to normalise, unbiased into the running value) are PyTorch's. */
export const batchNorm = defineNode({
  kind: 'batchNorm',
  title: 'Batch norm',
  category: 'layer',
  summary: 'Normalises every feature over the mini-batch, then scales and shifts it.',
  formula: 'y = \\gamma \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}} + \\beta',
  attrs: {
    momentum: number({
      title: 'Momentum',
      help: 'Weight of the newest batch in the running mean and variance used for evaluation.',
      min: 0,
      max: 1,
      default: 0.1,
    }),
    epsilon: number({
      title: 'ε',
      help: 'Added to the variance so that a constant feature does not divide by 0.',
      min: 0,
      max: 1,
      exclusiveMin: true,
      default: 1e-5,
    }),
  },
  subtitle: attrs => `γ β · m ${attrs.momentum}`,
  shape: ([x = []]) => shapeOk(x),
  params: ([x = []]) => ({
    gamma: { shape: x, init: { kind: 'constant', value: 1 }, penalized: false },
    beta: { shape: x, init: { kind: 'constant', value: 0 }, penalized: false },
  }),
  buffers: ([x = []]) => ({
    runningMean: { shape: x, initial: 0 },
    runningVar: { shape: x, initial: 1 },
  }),
  residuals: ([x = []]) => ({
    mean: { shape: x, batched: false },
    inverseStd: { shape: x, batched: false },
  }),
  batchSum: () => 'zero',
  shifts: ['beta'],
  forward: (t, { momentum, epsilon }) =>
    t.mode === 'train'
      ? [
          step(
            'batchNorm.forward',
            [t.x[0]!, t.param('gamma'), t.param('beta')],
            [
              t.y,
              t.residual('mean'),
              t.residual('inverseStd'),
              t.buffer('runningMean'),
              t.buffer('runningVar'),
            ],
            { momentum, epsilon },
          ),
        ]
      : [
          step(
            'batchNorm.evaluate',
            [
              t.x[0]!,
              t.param('gamma'),
              t.param('beta'),
              t.buffer('runningMean'),
              t.buffer('runningVar'),
            ],
            [t.y],
            { epsilon },
          ),
        ],
  backward: (t, { epsilon }) => [
    step(
      'batchNorm.backward',
      [t.x[0]!, t.param('gamma'), t.residual('mean'), t.residual('inverseStd'), t.dy],
      [t.dx[0]!, t.gradient('gamma'), t.gradient('beta')],
      { epsilon },
    ),
  ],
})
