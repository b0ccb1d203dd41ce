import { choice } from './attrs'
import { defineNode, shapeOk, step } from './define-node'

const functions = [
  { value: 'relu', title: 'ReLU', formula: '\\max(0, x)', help: 'max(0, x). Slope 1 or 0.' },
  { value: 'sigmoid', title: 'Sigmoid', help: '1 / (1 + e⁻ˣ). Its slope is at most 0.25.' },
  { value: 'tanh', title: 'Tanh', help: 'tanh x. Slope at most 1, at 0.' },
  { value: 'leakyRelu', title: 'Leaky ReLU', help: 'x where positive, else 0.01 x.' },
  { value: 'elu', title: 'ELU', help: 'x where positive, else eˣ − 1.' },
  { value: 'gelu', title: 'GELU', help: 'x Φ(x), with the normal distribution function Φ.' },
  { value: 'silu', title: 'SiLU', help: 'x · sigmoid(x).' },
  { value: 'softplus', title: 'Softplus', help: 'ln(1 + eˣ): a smooth ReLU.' },
  { value: 'identity', title: 'Identity', help: 'x unchanged.' },
] as const

export const activation = defineNode({
  kind: 'activation',
  title: 'Activation',
  category: 'layer',
  summary: 'Applies a nonlinear function to every value.',
  formula: 'y = \\varphi(x)',
  attrs: {
    function: choice({
      title: 'Function',
      help: 'Its slope scales the gradient on the way back.',
      options: functions,
      default: 'relu',
    }),
  },
  idStem: attrs => attrs.function,
  subtitle: attrs => functions.find(f => f.value === attrs.function)?.title ?? '',
  shape: ([x = []]) => shapeOk(x),
  forward: (t, attrs) => [step(`${attrs.function}.forward`, [t.x[0]!], [t.y])],
  backward: (t, attrs) => [step(`${attrs.function}.backward`, [t.x[0]!, t.y, t.dy], [t.dx[0]!])],
})
