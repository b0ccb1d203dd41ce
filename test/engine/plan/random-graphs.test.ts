import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGradients } from '../../../src/engine/diagnosis/gradient-check'
import { type Clipping, optimizerSchema } from '../../../src/engine/document/schema'
import type { Plan, TensorSpec } from '../../../src/engine/plan/types'
import { createRng } from '../../../src/engine/random/stream'
import {
  loadRandomBatch,
  type Network,
  type NetworkOptions,
  objective,
  openNetwork,
  parameterValues,
  runStep,
} from '../../support/networks'
import { graphOf, type NetworkRecipe, networkRecipe } from '../../support/random-networks'

function open(recipe: NetworkRecipe, options: Partial<NetworkOptions> = {}): Network {
  const { rows, spareRows, regularization, seed } = recipe
  return openNetwork(graphOf(recipe), {
    rows,
    batch: rows + spareRows,
    regularization,
    seed,
    ...options,
  })
}

/** On which side of its kink every value stands that goes into a kinked function or under |·|. */
function sides({ program, executor, context }: Network): string {
  const { plan } = program.train
  return plan.forward
    .filter(({ kernel }) => /^(relu|leakyRelu|elu|penalty)\.forward$/.test(kernel))
    .map(step => {
      const { id, batched, size } = plan.tensors[step.inputs[0]!]!
      const length = batched ? (size / plan.batch) * context.rows : size
      return [...executor.tensor(plan, id).subarray(0, length)].map(x => (x > 0 ? 1 : 0)).join('')
    })
    .join(' ')
}

/** Slope of the objective along a random direction: by backpropagation and by central differences. */
function slopes(network: Network, seed: number) {
  const { program, executor } = network
  const { plan, params } = program.train
  const rng = createRng(seed, 'direction')
  runStep(network)
  let analytic = 0
  const directions = params.map(({ tensor, gradient }) => {
    const values: ArrayLike<number> & { [i: number]: number } = executor.tensor(plan, tensor)
    const slope = executor.tensor(plan, gradient!)
    const start = Float64Array.from(values)
    const direction = start.map(() => rng.nextNormal())
    analytic += direction.reduce((sum, d, i) => sum + d * slope[i]!, 0)
    return { values, start, direction }
  })
  const at = (offset: number) => {
    for (const { values, start, direction } of directions) {
      for (let i = 0; i < values.length; i++) values[i] = start[i]! + offset * direction[i]!
    }
    return { value: objective(network), sides: sides(network) }
  }
  const center = at(0)
  const difference = (h: number) => {
    const up = at(h)
    const down = at(-h)
    const smooth = up.sides === center.sides && down.sides === center.sides
    return { smooth, value: (up.value - down.value) / (2 * h) }
  }
  // One step of Richardson's extrapolation: the error falls with the fourth power of h.
  const h = 2e-4
  const wide = difference(h)
  const narrow = difference(h / 2)
  return {
    analytic,
    numeric: (4 * narrow.value - wide.value) / 3,
    uncertainty: Math.abs(narrow.value - wide.value),
    smooth: wide.smooth && narrow.smooth,
    scale: Math.max(1, Math.abs(center.value)),
  }
}

describe('random networks', () => {
  it('have the gradient that central differences give along a random direction', () => {
    let compared = 0
    fc.assert(
      fc.property(networkRecipe, recipe => {
        const { analytic, numeric, uncertainty, smooth, scale } = slopes(open(recipe), recipe.seed)
        // Normalising what is nearly constant bends within the step: nothing to compare with.
        fc.pre(smooth && uncertainty <= 1e-5 * (Math.abs(numeric) + scale))
        compared++
        const tolerance = 1e-8 * Math.abs(numeric) + 1e-9 * scale + 0.1 * uncertainty
        expect(Math.abs(analytic - numeric)).toBeLessThanOrEqual(tolerance)
      }),
      { numRuns: 300, maxSkipsPerRun: 20 },
    )
    expect(compared).toBe(300)
  })

  it('pass the gradient check', () => {
    fc.assert(
      fc.property(networkRecipe, recipe => {
        const check = checkGradients({ ...open(recipe), rows: recipe.rows, seed: 1 })
        expect(check.tensors.filter(({ passed }) => !passed)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  const optimizer = fc.constantFrom(
    ...optimizerSchema.options.map(({ shape: { kind } }) =>
      optimizerSchema.parse({ kind: kind.value, learningRate: 0.01 }),
    ),
  )

  const clipping = fc.constantFrom<Clipping>(
    { kind: 'none' },
    { kind: 'norm', limit: 0.1 },
    { kind: 'value', limit: 0.01 },
  )

  it('train to the same bits with and without reuse of memory, with and without telemetry', () => {
    const train = (network: Network) => {
      const { executor, program } = network
      for (let step = 0; step < 4; step++) {
        loadRandomBatch(network, 'train', step)
        runStep({ ...network, context: { ...network.context, step } }, true)
        executor.run(program.evaluate.plan, 'forward', network.context)
      }
      return parameterValues(network)
    }
    fc.assert(
      fc.property(
        networkRecipe,
        optimizer,
        clipping,
        fc.boolean(),
        (recipe, optimizer, clipping, telemetry) => {
          const retained = train(open(recipe, { optimizer, clipping, retain: true }))
          const reused = train(open(recipe, { optimizer, clipping, retain: false, telemetry }))
          expect(reused).toEqual(retained)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('ignore what is in the rows beyond the batch', () => {
    fc.assert(
      fc.property(networkRecipe, recipe => {
        const gradients = (spareRows: number) => {
          const network = open({ ...recipe, spareRows })
          const { plan, params } = network.program.train
          network.executor.tensor(plan, plan.input).fill(1e300, recipe.rows * recipe.features)
          runStep(network)
          return params.flatMap(({ gradient }) => [...network.executor.tensor(plan, gradient!)])
        }
        expect(gradients(5)).toEqual(gradients(0))
      }),
      { numRuns: 50 },
    )
  })

  it('have their tensors in the arena, and none over another that is still needed', () => {
    fc.assert(
      fc.property(networkRecipe, fc.boolean(), fc.boolean(), (recipe, retain, telemetry) => {
        const { program } = open(recipe, { retain, telemetry, inputGradient: telemetry })
        for (const { plan } of [program.train, program.evaluate]) {
          expect(plan.tensors.filter(({ offset, size }) => offset + size > plan.arenaSize)).toEqual(
            [],
          )
          expect(clashes(plan)).toEqual([])
        }
        expect(program.arenaSize).toBeGreaterThanOrEqual(program.train.plan.arenaSize)
        expect(program.arenaSize).toBeGreaterThanOrEqual(program.evaluate.plan.arenaSize)
      }),
      { numRuns: 150 },
    )
  })

  it('keep parameters, buffers and optimizer state at one place in both plans, clear of the rest', () => {
    fc.assert(
      fc.property(networkRecipe, optimizer, (recipe, optimizer) => {
        const { train, evaluate } = open(recipe, { optimizer, telemetry: true }).program
        expect(placesOf(evaluate.plan)).toEqual(placesOf(train.plan))
        expect(evaluate.plan.persistentSize).toBe(train.plan.persistentSize)
        const transient = evaluate.plan.tensors.filter(({ role }) => !isPersistent(role))
        for (const { offset } of transient) {
          expect(offset).toBeGreaterThanOrEqual(train.plan.arenaSize)
        }
      }),
      { numRuns: 80 },
    )
  })
})

function isPersistent(role: TensorSpec['role']): boolean {
  return role === 'param' || role === 'buffer' || role === 'optimizerState'
}

function placesOf(plan: Plan) {
  return plan.tensors
    .filter(({ role }) => isPersistent(role))
    .map(({ name, offset, size }) => ({ name, offset, size }))
}

/** Pairs of tensors that share memory while both are needed, by name. Written without the layout. */
function clashes(plan: Plan): string[] {
  const steps = [...plan.forward, ...plan.backward, ...plan.update]
  const lives = plan.tensors.map(tensor => {
    const uses = steps.flatMap(({ inputs, outputs }, at) =>
      inputs.includes(tensor.id) || outputs.includes(tensor.id) ? [at] : [],
    )
    const isLasting =
      isPersistent(tensor.role) || ['input', 'target', 'scalar', 'statistic'].includes(tensor.role)
    return {
      tensor,
      first: isLasting ? -1 : (uses[0] ?? 0),
      last: isLasting ? steps.length : (uses.at(-1) ?? -1),
    }
  })
  /** Element by element, what is written takes the place of what was read for the last time. */
  const isInPlace = (from: (typeof lives)[number], to: (typeof lives)[number]) => {
    const step = steps[to.first]
    return (
      from.last === to.first &&
      from.tensor.offset === to.tensor.offset &&
      from.tensor.size === to.tensor.size &&
      step?.outputs[0] === to.tensor.id &&
      /^(relu|leakyRelu|elu|gelu|silu|sigmoid|tanh|softplus|identity|dropout)\./.test(step.kernel)
    )
  }
  const found: string[] = []
  for (const [i, a] of lives.entries()) {
    for (const b of lives.slice(i + 1)) {
      const atOnce = a.first <= b.last && b.first <= a.last
      const shared =
        a.tensor.offset < b.tensor.offset + b.tensor.size &&
        b.tensor.offset < a.tensor.offset + a.tensor.size
      if (atOnce && shared && !isInPlace(a, b) && !isInPlace(b, a)) {
        found.push(`${a.tensor.name} and ${b.tensor.name}`)
      }
    }
  }
  return found
}
