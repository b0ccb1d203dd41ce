import { choice, number } from './attrs'
import { defineNode, shapeOk, step } from './define-node'

const functions = [
  { value: 'relu', title: 'ReLU', help: 'max(0, x). Slope 1 or 0.' },
  { value: 'sigmoid', title: 'Sigmoid', help: '1 / (1 + e⁻ˣ). Its slope is at most 0.25.' },
  { value: 'tanh', title: 'Tanh', help: 'tanh x. Slope at most 1, at 0.' },
  {
    value: 'leakyRelu',
    title: 'Leaky ReLU',
    help: 'x where positive, else a small slope times x.',
  },
  { value: 'elu', title: 'ELU', help: 'x where positive, else α(eˣ − 1).' },
  { value: 'gelu', title: 'GELU', help: 'x Φ(x), with the normal distribution function Φ.' },
  { value: 'silu', title: 'SiLU', help: 'x · sigmoid(x).' },
  { value: 'softplus', title: 'Softplus', help: 'ln(1 + eˣ): a smooth ReLU.' },
  { value: 'identity', title: 'Identity', help: 'x unchanged.' },
  {
    value: 'softmax',
    title: 'Softmax',
    help: 'eˣ / Σ eˣ over the features: shares that sum to 1. Not before softmax cross-entropy, which has its own.',
  },
] as const

/** Those that work on every value for itself. */
export const elementWiseFunctions: readonly string[] = functions
  .map(({ value }) => value)
  .filter(value => value !== 'softmax')

/**
 * What a slope is computed from, where not from x: φ(x) often gives it away. What is not named here
 * need not be kept until the way back.
 */
const slopeReads: Readonly<Record<string, 'y' | 'both' | 'neither'>> = {
  relu: 'y',
  sigmoid: 'y',
  tanh: 'y',
  silu: 'both',
  identity: 'neither',
}

/** Only what the function's kernel reads. */
function kernelAttrs(attrs: { function: string; negativeSlope: number; alpha: number }) {
  if (attrs.function === 'leakyRelu') return { negativeSlope: attrs.negativeSlope }
  if (attrs.function === 'elu') return { alpha: attrs.alpha }
  return {}
}

export const activation = defineNode({
  kind: 'activation',
  title: 'Activation',
  category: 'layer',
  summary: 'Applies a nonlinear function to every value; softmax to all features together.',
  formula: 'y = \\varphi(x)',
  attrs: {
    function: choice({
      title: 'Function',
      help: 'Its slope scales the gradient on the way back.',
      options: functions,
      default: 'relu',
    }),
    negativeSlope: number({
      title: 'Slope below 0',
      help: 'Slope of Leaky ReLU for negative inputs.',
      min: 0,
      max: 1,
      default: 0.01,
      when: { attr: 'function', is: ['leakyRelu'] },
    }),
    alpha: number({
      title: 'α',
      help: 'ELU tends to −α for very negative inputs.',
      min: 0,
      max: 100,
      default: 1,
      when: { attr: 'function', is: ['elu'] },
    }),
  },
  idStem: attrs => attrs.function,
  subtitle: attrs => functions.find(f => f.value === attrs.function)?.title ?? '',
  shape: ([x = []]) => shapeOk(x),
  batchSum: attrs => (attrs.function === 'identity' ? 'linear' : 'any'),
  slope: attrs =>
    attrs.function === 'softmax' ? null : { function: attrs.function, ...kernelAttrs(attrs) },
  forward: (t, attrs) => [step(`${attrs.function}.forward`, [t.x[0]!], [t.y], kernelAttrs(attrs))],
  backward: (t, attrs) => {
    if (attrs.function === 'softmax') return [step('softmax.backward', [t.y, t.dy], [t.dx[0]!])]
    const reads = slopeReads[attrs.function] ?? 'x'
    const x = reads === 'x' || reads === 'both' ? t.x[0]! : null
    const y = reads === 'y' || reads === 'both' ? t.y : null
    const inputs = [x, y, t.dy]
    return [step(`${attrs.function}.backward`, inputs, [t.dx[0]!], kernelAttrs(attrs))]
  },
})
