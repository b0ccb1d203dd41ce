import { describe, expect, it } from 'vitest'
import { optimizerSchema } from '../../../src/engine/document/schema'
import { optimizerKernels } from '../../../src/engine/kernels/optimizer'
import { lowerUpdate } from '../../../src/engine/plan/optimizer-steps'
import { callKernel } from '../../support/kernel-call'

const kinds = ['sgd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adamw'] as const

/** Runs an optimizer on one weight for as many steps as there are gradients. */
function path(
  kind: (typeof kinds)[number],
  settings: Record<string, number | boolean>,
  gradients: readonly number[],
  start = 1,
): number[] {
  const { kernel, states, attrs } = lowerUpdate(
    optimizerSchema.parse({ kind, learningRate: 0.1, ...settings }),
  )
  let weight = start
  let state = states.map(() => 0)
  return gradients.map((g, step) => {
    const [W = [], , ...rest] = callKernel(
      kernel,
      [{ data: [g] }],
      [{ data: [weight] }, null, ...state.map(value => ({ data: [value] }))],
      attrs,
      { step, learningRate: 0.1 },
    )
    weight = W[0]!
    state = rest.map(each => each[0]!)
    return weight
  })
}

describe('optimizers', () => {
  it('has a kernel for every optimizer of the schema', () => {
    const offered = optimizerSchema.options.map(option => option.shape.kind.value)
    expect(offered.toSorted()).toEqual([...kinds].toSorted())
    expect(Object.keys(optimizerKernels).toSorted()).toEqual(
      kinds.map(kind => `${kind}.update`).toSorted(),
    )
  })

  it('SGD goes down the gradient', () => {
    expect(path('sgd', {}, [2, -1])).toEqual([0.8, 0.9])
  })

  it('Momentum keeps going while the gradient is zero', () => {
    const [a = 0, b = 0] = path('momentum', { momentum: 0.5 }, [1, 0])
    expect(a).toBeCloseTo(0.9, 15)
    expect(b).toBeCloseTo(0.85, 15)
  })

  it('Nesterov looks one momentum step ahead', () => {
    expect(path('momentum', { momentum: 0.5, nesterov: true }, [1])[0]).toBeCloseTo(0.85, 15)
  })

  it.each(['adagrad', 'adam'] as const)('the first step of %s is as long as η', kind => {
    expect(path(kind, {}, [1e-3])[0]).toBeCloseTo(0.9, 4)
    expect(path(kind, {}, [-1e3])[0]).toBeCloseTo(1.1, 4)
  })

  it('RMSProp scales by the root of the decayed mean square', () => {
    expect(path('rmsprop', { decay: 0.75, epsilon: 1e-30 }, [2])[0]).toBeCloseTo(1 - 0.1 / 0.5, 15)
  })

  it('Adam follows its formula over three steps', () => {
    const gradients = [0.5, -0.2, 0.1]
    let m = 0
    let v = 0
    let weight = 1
    const expected = gradients.map((g, i) => {
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      weight -= (0.1 * (m / (1 - 0.9 ** (i + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (i + 1))) + 1e-7)
      return weight
    })
    path('adam', {}, gradients).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 14)
    })
  })

  it('AdamW also takes η·λ of the weight off it; Adam does not', () => {
    expect(path('adamw', { weightDecay: 0.5 }, [0])[0]).toBeCloseTo(0.95, 15)
    expect(path('adam', {}, [0])[0]).toBe(1)
  })

  it.each(kinds)('%s leaves a weight without gradient alone', kind => {
    expect(path(kind, kind === 'adamw' ? { weightDecay: 0 } : {}, [0, 0])).toEqual([1, 1])
  })

  it('reports ‖ΔW‖/‖W‖ of the weights before the step, where telemetry asks for it', () => {
    const run = (telemetry: boolean, W: readonly number[]) =>
      callKernel(
        'sgd.update',
        [{ data: [3, 4] }],
        [{ data: W }, { data: [-1] }],
        {},
        { learningRate: 0.1, telemetry },
      )[1]![0]
    expect(run(true, [6, 8])).toBeCloseTo(0.05, 15)
    expect(run(true, [0, 0])).toBeNaN()
    expect(run(false, [6, 8])).toBe(-1)
  })
})
