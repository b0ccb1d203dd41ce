import { number } from './attrs'
import { defineNode, shapeOk, step } from './define-node'

export const dropout = defineNode({
  kind: 'dropout',
  title: 'Dropout',
  category: 'layer',
  summary: 'Switches random values off while training, so that no unit relies on one other.',
  formula: 'y = \\frac{m \\odot x}{1 - p},\\quad m \\sim \\text{Bernoulli}(1 - p)',
  attrs: {
    rate: number({
      title: 'Drop rate p',
      help: 'Share of values set to 0 in training. The rest is scaled by 1 / (1 − p). Evaluation uses all.',
      min: 0,
      max: 1,
      exclusiveMax: true,
      default: 0.2,
    }),
  },
  subtitle: attrs => `keep ${Number((1 - attrs.rate).toPrecision(6))}`,
  shape: ([x = []]) => shapeOk(x),
  residuals: ([x = []]) => ({ mask: { shape: x, batched: true } }),
  batchSum: ({ rate }) => (rate === 0 ? 'linear' : 'any'),
  forward: (t, { rate }) =>
    t.mode === 'train'
      ? [step('dropout.forward', [t.x[0]!], [t.y, t.residual('mask')], { rate })]
      : [step('identity.forward', [t.x[0]!], [t.y])],
  backward: t => [step('dropout.backward', [t.residual('mask'), t.dy], [t.dx[0]!])],
})
