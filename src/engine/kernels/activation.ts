import { normalCdf, normalPdf } from './erf'
import { input, type Kernel, numberAttr, output, store } from './kernel'

/**
 * A function of one number and its slope, given its argument x and its value y; NaN stands for the
 * one that the slope does not need. `a` is the one attr that `attr` names, for functions that have one.
 */
interface ScalarFunction {
  readonly attr?: string
  value(x: number, a: number): number
  slope(x: number, y: number, a: number): number
}

/** 1 / (1 + e⁻ˣ) without overflow for any x. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** ln(1 + eˣ) without overflow for any x. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
}

/** Slopes at a kink are 0 or the left one, as PyTorch takes them; NaN stays NaN. */
export const scalarFunctions = {
  identity: { value: x => x, slope: () => 1 },
  relu: {
    value: x => (x > 0 ? x : x <= 0 ? 0 : Number.NaN),
    slope: (_x, y) => (y > 0 ? 1 : 0),
  },
  leakyRelu: {
    attr: 'negativeSlope',
    value: (x, a) => (x > 0 ? x : a * x),
    slope: (x, _y, a) => (x > 0 ? 1 : a),
  },
  elu: {
    attr: 'alpha',
    value: (x, a) => (x > 0 ? x : a * Math.expm1(x)),
    // Not y + α: far below 0 nothing is left of it.
    slope: (x, _y, a) => (x > 0 ? 1 : a * Math.exp(x)),
  },
  gelu: {
    value: x => x * normalCdf(x),
    slope: x => normalCdf(x) + x * normalPdf(x),
  },
  silu: {
    value: x => x * sigmoid(x),
    slope: (x, y) => {
      const s = sigmoid(x)
      return s + y * (1 - s)
    },
  },
  sigmoid: { value: sigmoid, slope: (_x, y) => y * (1 - y) },
  tanh: { value: x => Math.tanh(x), slope: (_x, y) => 1 - y * y },
  softplus: { value: softplus, slope: x => sigmoid(x) },
} as const satisfies Readonly<Record<string, ScalarFunction>>

/** @throws Error for a function that does not work element by element. */
export function scalarFunction(name: string): ScalarFunction {
  if (!Object.hasOwn(scalarFunctions, name)) throw new Error(`no element-wise function "${name}"`)
  return scalarFunctions[name as keyof typeof scalarFunctions]
}

/** y = φ(x), element by element. */
function forward({ value, attr }: ScalarFunction): Kernel {
  return (call, { rows }) => {
    const x = input(call, 0)
    const y = output(call, 0)
    const a = attr === undefined ? 0 : numberAttr(call, attr)
    const length = rows * x.width
    for (let i = 0; i < length; i++) y.data[i] = value(x.data[i]!, a)
  }
}

/** dx = dy · φ′(x). Inputs: x and y, each where the slope is computed from it, and dy. */
function backward({ slope, attr }: ScalarFunction): Kernel {
  return (call, { rows }) => {
    const [x, y] = call.inputs
    const dy = input(call, 2)
    const dx = output(call, 0)
    const a = attr === undefined ? 0 : numberAttr(call, attr)
    const length = rows * dy.width
    for (let i = 0; i < length; i++) {
      const slopeAt = slope(x ? x.data[i]! : Number.NaN, y ? y.data[i]! : Number.NaN, a)
      store(dx, i, dy.data[i]! * slopeAt)
    }
  }
}

export const activationKernels: Readonly<Record<string, Kernel>> = Object.fromEntries(
  Object.entries(scalarFunctions).flatMap(([name, scalar]) => [
    [`${name}.forward`, forward(scalar)],
    [`${name}.backward`, backward(scalar)],
  ]),
)
