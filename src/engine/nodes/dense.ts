import { bool, choice, int, number } from './attrs'
import { defineNode, type InitScheme, shapeOk, sizeOf, step } from './define-node'

const inits = [
  {
    value: 'he',
    title: 'He',
    help: 'Normal with variance 2 / n_in. Suits ReLU.',
  },
  {
    value: 'xavier',
    title: 'Xavier',
    help: 'Normal with variance 1 / n_in. Suits tanh and sigmoid.',
  },
  {
    value: 'normal',
    title: 'Normal',
    help: 'Normal with the standard deviation set below. 1 and 0.01 are the classic bad choices.',
  },
  {
    value: 'zeros',
    title: 'Zeros',
    help: 'All weights 0: every unit computes, and learns, the same.',
  },
] as const

export const dense = defineNode({
  kind: 'dense',
  title: 'Dense',
  category: 'layer',
  summary: 'Every unit sees every input: y = xW + b.',
  formula: 'y = xW + b',
  attrs: {
    units: int({ title: 'Units', help: 'Number of outputs.', max: 65_536, default: 64 }),
    init: choice({
      title: 'Weight initialisation',
      help: 'How W is drawn before training. Biases start at 0.',
      options: inits,
      default: 'he',
    }),
    sigma: number({
      title: 'σ',
      help: 'Standard deviation of the initial weights.',
      min: 0,
      max: 100,
      exclusiveMin: true,
      default: 0.01,
      when: { attr: 'init', is: ['normal'] },
    }),
    bias: bool({ title: 'Bias', help: 'Add a trained offset b to every unit.', default: true }),
  },
  subtitle: attrs =>
    `${attrs.units} units · ${
      attrs.init === 'normal'
        ? `σ ${attrs.sigma}`
        : inits.find(init => init.value === attrs.init)?.title
    }`,
  shape: (_inputs, attrs) => shapeOk([attrs.units]),
  params: ([x = []], attrs) => {
    const fanIn = sizeOf(x)
    const variance = { he: 2 / fanIn, xavier: 1 / fanIn, normal: attrs.sigma ** 2, zeros: 0 }
    const init: InitScheme =
      attrs.init === 'zeros'
        ? { kind: 'constant', value: 0 }
        : { kind: 'normal', mean: 0, std: Math.sqrt(variance[attrs.init]) }
    return {
      W: { shape: [fanIn, attrs.units], init, penalized: true },
      ...(attrs.bias && {
        b: { shape: [attrs.units], init: { kind: 'constant', value: 0 }, penalized: false },
      }),
    }
  },
  batchSum: () => 'linear',
  shifts: ['b'],
  forward: (t, attrs) => [
    step('dense.forward', [t.x[0]!, t.param('W'), attrs.bias ? t.param('b') : null], [t.y]),
  ],
  backward: (t, attrs) => [
    step(
      'dense.backward',
      [t.x[0]!, t.param('W'), t.dy],
      [t.dx[0]!, t.gradient('W'), attrs.bias ? t.gradient('b') : null],
    ),
  ],
})
