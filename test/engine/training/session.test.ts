import { describe, expect, it } from 'vitest'
import type { Graph } from '../../../src/engine/graph/types'
import {
  frameHeader,
  headerValue,
  histogramBins,
  rowValue,
} from '../../../src/engine/telemetry/layout'
import { buildGraph, classes, type NodeSpec, values } from '../../support/networks'
import { openTestSession, pointData } from '../../support/sessions'

const data: NodeSpec = { id: 'data', kind: 'data' }
const loss: NodeSpec = { id: 'loss', kind: 'loss' }
const dense = (id: string, units: number): NodeSpec => ({ id, kind: 'dense', attrs: { units } })

const plain = buildGraph(
  [data, dense('dense1', 8), { id: 'relu1', kind: 'activation' }, dense('dense2', 3), loss],
  classes(4, 3),
)
const everything = buildGraph(
  [
    data,
    dense('dense1', 8),
    { id: 'bn1', kind: 'batchNorm' },
    { id: 'relu1', kind: 'activation' },
    { id: 'drop1', kind: 'dropout', attrs: { rate: 0.3 } },
    { id: 'join', kind: 'concat', from: ['drop1', 'data'] },
    dense('dense2', 3),
    loss,
  ],
  classes(4, 3),
)
const adam = { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

function hashAfter(graph: Graph, seed: number, steps = 12): string {
  const { run, hash } = openTestSession(graph, pointData({ train: 43 }), { seed, optimizer: adam })
  run(steps)
  return hash()
}

describe('measuring every n-th step', () => {
  const options = { optimizer: adam }
  const measured = { telemetryEvery: 4, histogramEvery: 2 }

  it('trains to the same weights', () => {
    const often = openTestSession(everything, pointData({ train: 43 }), options)
    const seldom = openTestSession(everything, pointData({ train: 43 }), options, 11, measured)
    often.run(11)
    seldom.run(11)
    expect(seldom.hash()).toBe(often.hash())
  })

  it('writes frames of the first step, every n-th after it and the last one', () => {
    const { session, program } = openTestSession(
      plain,
      pointData({ train: 43 }),
      options,
      11,
      measured,
    )
    const frame = new Float64Array(program.telemetry.width)
    const steps: number[] = []
    const counted: (number | undefined)[] = []
    while (!session.isFinished) {
      frame.fill(-1)
      const written = session.step(frame)
      if (written) steps.push(headerValue(frame, 'step'))
      else expect([...frame].every(value => value === -1)).toBe(true)
      counted.push(session.histograms?.step)
    }
    expect(steps).toEqual([1, 5, 9, 11])
    expect(counted).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9])
  })

  it('still notices that a loss is no longer finite', () => {
    const { session, program } = openTestSession(
      plain,
      pointData({ train: 43 }),
      { optimizer: { kind: 'sgd', learningRate: 1e12 } },
      40,
      { telemetryEvery: 1000 },
    )
    const frame = new Float64Array(program.telemetry.width)
    while (!session.isFinished && session.divergence === null) session.step(frame)
    expect(session.divergence).toMatch(/^At step \d+ the loss is /)
  })

  it('counts every entry of every gradient once', () => {
    const { session, program } = openTestSession(plain, pointData({ train: 43 }), options, 1, {
      histogramEvery: 1,
    })
    const frame = new Float64Array(program.telemetry.width)
    session.step(frame)
    const { counts } = session.histograms!
    for (const row of program.telemetry.rows) {
      if (row.histogram === undefined) continue
      const bins = Array.from(counts).slice(row.histogram, row.histogram + histogramBins.count)
      const sum = bins.reduce((all, count) => all + count, 0)
      const rows = row.kind === 'param' ? 1 : 8
      const size = row.shape.reduce((a, b) => a * b, rows)
      const zeros = rowValue(frame, row, 'gradient.zeroFraction') * size
      expect(sum + zeros).toBeCloseTo(size, 9)
    }
  })
})

describe('one seed', () => {
  it('gives the same weights, bit for bit, every time', () => {
    expect(hashAfter(everything, 7)).toBe(hashAfter(everything, 7))
  })

  it('gives other weights than another seed', () => {
    expect(hashAfter(everything, 7)).not.toBe(hashAfter(everything, 8))
  })

  it('gives the same run again after a reset, frame by frame', () => {
    const { session, run, hash } = openTestSession(everything, pointData({ train: 43 }), {
      optimizer: adam,
      regularization: { l1: 0.001, l2: 0.01 },
    })
    const initial = hash()
    const first = run(15)
    const trained = hash()
    session.reset()
    expect(hash()).toBe(initial)
    expect([session.stepsDone, session.epoch, session.divergence]).toEqual([0, 0, null])
    expect(run(15)).toEqual(first)
    expect(hash()).toBe(trained)
  })

  it('gives the same weights whether or not the session is evaluated in between', () => {
    const sizes = { train: 43, validation: 11, test: 5 }
    const quiet = openTestSession(everything, pointData(sizes), { optimizer: adam })
    const watched = openTestSession(everything, pointData(sizes), { optimizer: adam })
    quiet.run(12)
    for (let i = 0; i < 12; i++) {
      watched.session.evaluate('validation')
      watched.session.evaluate('train')
      watched.run(1)
    }
    expect(watched.hash()).toBe(quiet.hash())
  })

  it('starts a layer the same whatever else the network has', () => {
    const more = buildGraph(
      [data, dense('dense1', 8), { id: 'bn1', kind: 'batchNorm' }, dense('dense2', 3), loss],
      classes(4, 3),
    )
    const initial = (graph: Graph) => {
      const { session } = openTestSession(graph, pointData({ train: 8 }))
      return session.parameters().find(({ name }) => name === 'dense1.W')!.values
    }
    expect(initial(more)).toEqual(initial(plain))
  })
})

describe('initial weights', () => {
  it.each([
    ['he', Math.sqrt(2 / 400)],
    ['xavier', Math.sqrt(1 / 400)],
    ['normal', 0.03],
    ['zeros', 0],
  ])('%s has standard deviation %d at 400 inputs', (init, deviation) => {
    const graph = buildGraph(
      [data, { id: 'dense1', kind: 'dense', attrs: { units: 100, init, sigma: 0.03 } }, loss],
      classes(400, 100),
    )
    const { session } = openTestSession(
      graph,
      pointData({ train: 8 }, { features: 400, classes: 100 }),
    )
    const [W, b] = session.parameters()
    const weights = Array.from(W!.values)
    const square = weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length
    expect(Math.abs(Math.sqrt(square) - deviation)).toBeLessThanOrEqual(0.02 * deviation)
    expect([...b!.values].every(value => value === 0)).toBe(true)
  })
})

describe('batches', () => {
  it('uses a last, shorter batch with the mean over its own rows', () => {
    const points = pointData({ train: 11 })
    const { session, run } = openTestSession(plain, points, {
      batchSize: 8,
      optimizer: { kind: 'sgd', learningRate: 0 },
    })
    expect(session.stepsPerEpoch).toBe(2)
    const [first, second] = run(2).map(frame => headerValue(frame, 'dataLoss'))
    const all = session.evaluate('train')!.loss
    expect((8 * first! + 3 * second!) / 11).toBeCloseTo(all, 12)
  })

  it('shows every example once in an epoch, in another order each time', () => {
    const points = pointData({ train: 24 })
    const { run } = openTestSession(plain, points, {
      batchSize: 6,
      optimizer: { kind: 'sgd', learningRate: 0 },
    })
    const losses = run(8).map(frame => headerValue(frame, 'dataLoss'))
    const mean = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(losses.slice(0, 4))).toBeCloseTo(mean(losses.slice(4)), 12)
    expect(losses.slice(0, 4)).not.toEqual(losses.slice(4))
  })

  it('leaves a last batch of one out where batch norm could not normalise it, and only there', () => {
    const points = pointData({ train: 17 })
    expect(openTestSession(everything, points).session.stepsPerEpoch).toBe(2)
    expect(openTestSession(plain, points).session.stepsPerEpoch).toBe(3)
    expect(openTestSession(everything, pointData({ train: 18 })).session.stepsPerEpoch).toBe(3)
    const { run, hash } = openTestSession(everything, points)
    const before = hash()
    for (const frame of run(4)) expect(Number.isFinite(headerValue(frame, 'loss'))).toBe(true)
    expect(hash()).not.toBe(before)
  })

  it('counts steps and epochs, and ends after the last epoch or the steps asked for', () => {
    const { session, run, program } = openTestSession(plain, pointData({ train: 20 }), {
      epochs: 2,
    })
    expect([session.stepsPerEpoch, session.totalSteps, session.epoch]).toEqual([3, 6, 0])
    const frames = run(6)
    expect(frames.map(frame => headerValue(frame, 'step'))).toEqual([1, 2, 3, 4, 5, 6])
    expect(frames.map(frame => headerValue(frame, 'epoch'))).toEqual([1, 1, 1, 2, 2, 2])
    expect([session.isFinished, session.epoch]).toEqual([true, 2])
    expect(frames[0]).toHaveLength(program.telemetry.width)
    expect(openTestSession(plain, pointData({ train: 20 }), {}, 4).session.totalSteps).toBe(4)
  })
})

describe('evaluation', () => {
  it('over uneven batches is what one large batch gives', () => {
    const points = pointData({ train: 30, validation: 23 })
    const trained = (batchSize: number) => {
      const { session } = openTestSession(everything, points, { batchSize })
      return session.evaluate('validation')!
    }
    const whole = trained(30)
    for (const batchSize of [4, 7, 22, 23]) {
      expect(trained(batchSize).loss).toBeCloseTo(whole.loss, 12)
      expect(trained(batchSize).accuracy).toBe(whole.accuracy)
    }
  })

  it('of an empty part is null', () => {
    expect(
      openTestSession(plain, pointData({ train: 9 })).session.evaluate('validation'),
    ).toBeNull()
  })

  it('has no accuracy where numbers are predicted', () => {
    const graph = buildGraph(
      [
        data,
        dense('dense1', 1),
        { id: 'loss', kind: 'loss', attrs: { function: 'meanSquaredError' } },
      ],
      values(4, 1),
    )
    const { session, run } = openTestSession(
      graph,
      pointData({ train: 9, test: 9 }, { classes: null }),
    )
    const [frame] = run(1)
    expect(headerValue(frame!, 'accuracy')).toBeNaN()
    expect(session.evaluate('test')!.accuracy).toBeNull()
    expect(session.evaluate('test')!.loss).toBeGreaterThan(0)
  })

  it.each(['binaryCrossEntropy', 'meanSquaredError', 'softmaxCrossEntropy'])(
    'training with %s learns to tell the classes apart',
    name => {
      const graph = buildGraph(
        [
          data,
          dense('dense1', 8),
          { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
          dense('dense2', 3),
          { id: 'loss', kind: 'loss', attrs: { function: name } },
        ],
        classes(4, 3),
      )
      const { session, run } = openTestSession(graph, pointData({ train: 120, test: 60 }), {
        optimizer: { ...adam, learningRate: 0.05 },
      })
      const before = session.evaluate('test')!
      run(150)
      const after = session.evaluate('test')!
      expect(after.loss).toBeLessThan(0.8 * before.loss)
      expect(after.accuracy).toBeGreaterThan(0.7)
    },
  )
})

describe('frames', () => {
  const { run, program, session } = openTestSession(plain, pointData({ train: 20 }), {
    regularization: { l1: 0, l2: 0.5 },
  })
  const initial = session
    .parameters()
    .map(({ name, values }) => [name, Array.from(values)] as const)
  const frame = run(1)[0]!
  const row = (name: string) => program.telemetry.rows.find(each => each.name === name)!

  it('starts with the header', () => {
    expect(frame[frameHeader.indexOf('step')]).toBe(1)
    expect(headerValue(frame, 'learningRate')).toBe(0.1)
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(n => n / 8)).toContain(headerValue(frame, 'accuracy'))
  })

  it('has the penalty in the loss, but not in the data loss', () => {
    const penalty = initial
      .filter(([name]) => name.endsWith('.W'))
      .reduce((sum, [, values]) => sum + values.reduce((all, w) => all + 0.25 * w * w, 0), 0)
    expect(headerValue(frame, 'loss') - headerValue(frame, 'dataLoss')).toBeCloseTo(penalty, 12)
  })

  it('has the global norm of all parameter gradients', () => {
    const squares = program.telemetry.rows
      .filter(({ kind }) => kind === 'param')
      .map(
        each => rowValue(frame, each, 'gradient.rms') ** 2 * each.shape.reduce((a, b) => a * b, 1),
      )
    const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
    expect(headerValue(frame, 'gradientNorm')).toBeCloseTo(norm, 12)
  })

  it('has the update ratio of what the step changed', () => {
    const [, before] = initial.find(([name]) => name === 'dense1.W')!
    const after = session.parameters().find(({ name }) => name === 'dense1.W')!.values
    const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values))
    const change = Array.from(after, (value, i) => value - before[i]!)
    expect(rowValue(frame, row('dense1.W'), 'update.ratio')).toBeCloseTo(
      norm(change) / norm(before),
      12,
    )
  })

  it('has statistics of outputs where there are any', () => {
    expect(rowValue(frame, row('relu1'), 'activation.mean')).toBeGreaterThan(0)
    expect(rowValue(frame, row('relu1'), 'gradient.zeroFraction')).toBeGreaterThanOrEqual(0)
    expect(rowValue(frame, row('data'), 'gradient.rms')).toBeNaN()
  })

  it('still has a gradient norm where gradients are tiny', () => {
    const tiny = openTestSession(plain, pointData({ train: 20 }))
    for (const { values } of tiny.session.parameters()) values.fill(1e-170)
    const [first] = tiny.run(1)
    const weights = tiny.program.telemetry.rows.find(({ name }) => name === 'dense1.W')!
    expect(rowValue(first!, weights, 'gradient.rms')).toBeGreaterThan(0)
    expect(headerValue(first!, 'gradientNorm')).toBeGreaterThan(0)
  })
})

describe('divergence', () => {
  it('names the first step and the first tensor that is not finite', () => {
    const { session, run } = openTestSession(plain, pointData({ train: 20 }), {
      optimizer: { kind: 'sgd', learningRate: 1e9 },
      epochs: 100,
    })
    let steps = 0
    while (!session.divergence && steps < 100) {
      run(1)
      steps++
    }
    expect(steps).toBeGreaterThan(1)
    expect(steps).toBeLessThan(100)
    expect(session.divergence).toMatch(
      new RegExp(
        `^At step ${steps} the (output|gradient) .*"(dense|relu).*" is no longer finite\\.$`,
      ),
    )
  })

  it('names an output before what follows from it', () => {
    const { session, run } = openTestSession(plain, pointData({ train: 20 }))
    session.parameters().find(({ name }) => name === 'dense2.W')!.values[3] = Number.NaN
    run(1)
    expect(session.divergence).toBe('At step 1 the output of "dense2" is no longer finite.')
  })

  it('is forgotten by a reset', () => {
    const { session, run } = openTestSession(plain, pointData({ train: 20 }))
    session.parameters()[0]!.values.fill(Number.NaN)
    run(1)
    expect(session.divergence).not.toBeNull()
    session.reset()
    run(1)
    expect(session.divergence).toBeNull()
  })
})
