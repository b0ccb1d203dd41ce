import { bool, choice, int, number } from './attrs'
import { defineNode, type InitScheme, shapeOk, sizeOf, step } from './define-node'
import { plural } from './plural'

const inits = [
  {
    value: 'he',
    title: 'He',
    help: 'Variance 2 / n_in. Suits ReLU.',
  },
  {
    value: 'xavier',
    title: 'Xavier',
    help: 'Variance 1 / n_in, the short form that courses teach. Suits tanh and sigmoid.',
  },
  {
    value: 'glorot',
    title: 'Glorot',
    help: 'Variance 2 / (n_in + n_out), as Glorot and Bengio wrote it. Suits tanh and sigmoid.',
  },
  {
    value: 'lecun',
    title: 'LeCun',
    help: 'Variance 1 / n_in: the same as Xavier here, by its older name.',
  },
  {
    value: 'normal',
    title: 'Normal',
    help: 'Normal with the standard deviation set below. 1 and 0.01 are the classic bad choices.',
  },
  {
    value: 'identity',
    title: 'Identity',
    help: 'A factor times the unit matrix: each unit passes one input on. Nothing is drawn.',
  },
  {
    value: 'zeros',
    title: 'Zeros',
    help: 'All weights 0: every unit computes, and learns, the same.',
  },
] as const

const distributions = [
  { value: 'normal', title: 'Normal', help: 'Bell-shaped around 0, with the variance above.' },
  {
    value: 'uniform',
    title: 'Uniform',
    help: 'All values between ±√(3 · variance) alike: the same variance without far outliers.',
  },
] as const

type Init = (typeof inits)[number]['value']

/** How W: [fanIn, units] is drawn. He et al. 2015, Glorot & Bengio 2010, LeCun et al. 1998. */
function initScheme(
  attrs: {
    readonly units: number
    readonly init: Init
    readonly sigma: number
    readonly scale?: number
    readonly distribution: (typeof distributions)[number]['value']
  },
  fanIn: number,
): InitScheme {
  const normal = (std: number): InitScheme => ({ kind: 'normal', mean: 0, std })
  if (attrs.init === 'zeros') return { kind: 'constant', value: 0 }
  if (attrs.init === 'identity') return { kind: 'identity', scale: attrs.scale ?? 1 }
  if (attrs.init === 'normal') return normal(attrs.sigma)
  const variance = {
    he: 2 / fanIn,
    xavier: 1 / fanIn,
    glorot: 2 / (fanIn + attrs.units),
    lecun: 1 / fanIn,
  }[attrs.init]
  return attrs.distribution === 'uniform'
    ? { kind: 'uniform', limit: Math.sqrt(3 * variance) }
    : normal(Math.sqrt(variance))
}

function initTitle({ init, sigma, scale = 1 }: { init: Init; sigma: number; scale?: number }) {
  if (init === 'normal') return `σ ${sigma}`
  if (init === 'identity') return `${scale} I`
  return inits.find(({ value }) => value === init)?.title
}

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
    scale: number({
      title: 'Factor',
      help: 'By which each layer multiplies what comes in: above 1 a signal grows with depth, below 1 it fades.',
      min: -100,
      max: 100,
      default: 1,
      sparse: true,
      when: { attr: 'init', is: ['identity'] },
    }),
    distribution: choice({
      title: 'Distribution',
      help: 'From which the weights are drawn.',
      options: distributions,
      default: 'normal',
      when: { attr: 'init', is: ['he', 'xavier', 'glorot', 'lecun'] },
    }),
    bias: bool({ title: 'Bias', help: 'Add a trained offset b to every unit.', default: true }),
  },
  subtitle: attrs => `${attrs.units} ${plural(attrs.units, 'unit')} · ${initTitle(attrs)}`,
  shape: (_inputs, attrs) => shapeOk([attrs.units]),
  params: ([x = []], attrs) => {
    const fanIn = sizeOf(x)
    return {
      W: { shape: [fanIn, attrs.units], init: initScheme(attrs, fanIn), penalized: true },
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
