import { number } from './attrs'
import { defineNode, shapeOk, step } from './define-node'

/** Ba, Kiros & Hinton 2016. Biased variance; the same in training and in evaluation. */
export const layerNorm = defineNode({
  kind: 'layerNorm',
  title: 'Layer norm',
  category: 'layer',
  summary: 'Normalises every example over its features, then scales and shifts each feature.',
  formula: 'y = \\gamma \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}} + \\beta',
  attrs: {
    epsilon: number({
      title: 'ε',
      help: 'Added to the variance so that an example of equal features does not divide by 0.',
      min: 0,
      max: 1,
      exclusiveMin: true,
      default: 1e-5,
    }),
  },
  subtitle: () => 'γ β · over features',
  shape: ([x = []]) => shapeOk(x),
  params: ([x = []]) => ({
    gamma: { shape: x, init: { kind: 'constant', value: 1 }, penalized: false },
    beta: { shape: x, init: { kind: 'constant', value: 0 }, penalized: false },
  }),
  residuals: () => ({
    mean: { shape: [], batched: true },
    inverseStd: { shape: [], batched: true },
  }),
  shifts: ['beta'],
  forward: (t, { epsilon }) => [
    step(
      'layerNorm.forward',
      [t.x[0]!, t.param('gamma'), t.param('beta')],
      t.mode === 'train' ? [t.y, t.residual('mean'), t.residual('inverseStd')] : [t.y, null, null],
      { epsilon },
    ),
  ],
  backward: (t, { epsilon }) => [
    step(
      'layerNorm.backward',
      [t.x[0]!, t.param('gamma'), t.residual('mean'), t.residual('inverseStd'), t.dy],
      [t.dx[0]!, t.gradient('gamma'), t.gradient('beta')],
      { epsilon },
    ),
  ],
})
