import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Executor } from '../../../src/engine/backends/executor'
import { createReferenceExecutor } from '../../../src/engine/backends/reference'
import { defaultTraining, type TrainingConfig } from '../../../src/engine/document/schema'
import { weightsHash } from '../../../src/engine/node/weights-hash'
import { compileProgram, type Program } from '../../../src/engine/plan/program'
import {
  type Checkpoint,
  type CheckpointedRun,
  createCheckpoint,
  restoreCheckpoint,
  takeCheckpoint,
} from '../../../src/engine/training/checkpoint'
import { createEarlyStopping } from '../../../src/engine/training/early-stopping'
import { TrainingSession } from '../../../src/engine/training/session'
import { buildGraph, classes } from '../../support/networks'
import { graphOf, networkRecipe } from '../../support/random-networks'
import { pointData } from '../../support/sessions'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

const network = (units: number) =>
  buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense0', kind: 'dense', attrs: { units } },
      { id: 'dense1', kind: 'dense', attrs: { units } },
      { id: 'bn1', kind: 'batchNorm' },
      { id: 'relu1', kind: 'activation' },
      { id: 'drop1', kind: 'dropout', attrs: { rate: 0.3 } },
      { id: 'join', kind: 'concat', from: ['drop1', 'data'] },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(4, 3),
  )

const everything = network(8)
/** Large enough that threads share a step. */
const wide = network(256)

const config: TrainingConfig = {
  ...defaultTraining,
  batchSize: 8,
  epochs: 6,
  optimizer: { kind: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  schedule: { kind: 'cosine', unit: 'step', period: 30, minimum: 0.001, warmup: 4 },
  clipping: { kind: 'norm', limit: 1 },
  regularization: { l1: 0.001, l2: 0.01 },
  earlyStopping: { kind: 'validationLoss', patience: 2, minDelta: 0, restoreBest: true },
}

const optimizers: readonly TrainingConfig['optimizer'][] = [
  config.optimizer,
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.05, momentum: 0.9, nesterov: true },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.99, epsilon: 1e-7 },
  { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-7 },
]

const backends: Readonly<Record<string, (program: Program) => Executor>> = {
  reference: createReferenceExecutor,
  wasm: wasmExecutor,
}

interface TestRun extends CheckpointedRun {
  /** Trains up to a step as the engine does: with a validation after every epoch. True once ended. */
  train(toStep: number): boolean
  /** Everything that could differ: weights, running statistics, optimizer state, the best epoch. */
  hash(): string
}

function openRun(
  createExecutor: (program: Program) => Executor,
  {
    graph = everything,
    training = config,
  }: { graph?: typeof everything; training?: TrainingConfig },
  data = pointData({ train: 43, validation: 12 }),
): TestRun {
  const program = compileProgram(graph, training)
  const executor = createExecutor(program)
  const session = new TrainingSession({ program, executor, data, training })
  const earlyStopping = createEarlyStopping(training.earlyStopping, program, executor)
  const frame = new Float64Array(program.telemetry.width)
  const run = { session, earlyStopping }
  return {
    ...run,
    train: toStep => {
      while (session.stepsDone < toStep && !session.isFinished) {
        session.step(frame)
        if (session.stepsDone % session.stepsPerEpoch !== 0) continue
        const metrics = session.evaluate('validation')!
        if (earlyStopping?.observe(metrics, session.stepsDone, session.epoch)) return true
      }
      return session.isFinished
    },
    hash: () => {
      const outcome = earlyStopping?.conclude() ?? null
      const state = { name: JSON.stringify(outcome), shape: [], values: session.state }
      return weightsHash([...session.parameters(), ...session.buffers(), state])
    },
  }
}

function checkpointOf(run: CheckpointedRun): Checkpoint {
  const checkpoint = createCheckpoint(run)
  takeCheckpoint(run, checkpoint)
  return checkpoint
}

describe.each(Object.entries(backends))(
  'a run on %s that goes on from a checkpoint',
  (_, create) => {
    const stops = create === createReferenceExecutor ? 12 : 6

    it('ends with the bits of an unbroken one, wherever it was stopped', () => {
      const unbroken = openRun(create, {})
      unbroken.train(Number.POSITIVE_INFINITY)
      const expected = unbroken.hash()
      const { totalSteps } = unbroken.session
      fc.assert(
        fc.property(fc.integer({ min: 0, max: totalSteps - 1 }), fc.nat(7), (stop, beyond) => {
          const first = openRun(create, {})
          const ended = first.train(stop)
          const checkpoint = checkpointOf(first)
          // Back from later on, in the same memory …
          first.train(stop + beyond)
          restoreCheckpoint(first, checkpoint)
          expect(first.session.stepsDone).toBe(checkpoint.step)
          // … and in the memory of another run, as after the app was closed.
          const second = openRun(create, {})
          second.train(beyond)
          restoreCheckpoint(second, checkpoint)
          for (const run of [first, second]) {
            if (!ended) run.train(Number.POSITIVE_INFINITY)
            expect(run.hash()).toBe(expected)
          }
        }),
        { numRuns: stops },
      )
    })

    it.each(optimizers.map(optimizer => [optimizer.kind, optimizer] as const))(
      'is exact with %s',
      (_kind, optimizer) => {
        const training: TrainingConfig = {
          ...config,
          optimizer,
          schedule: { kind: 'exponential', unit: 'epoch', factor: 0.7, warmup: 0 },
          earlyStopping: { kind: 'none' },
        }
        const unbroken = openRun(create, { training })
        unbroken.train(20)
        const broken = openRun(create, { training })
        broken.train(9)
        const checkpoint = checkpointOf(broken)
        const resumed = openRun(create, { training })
        restoreCheckpoint(resumed, checkpoint)
        resumed.train(20)
        expect(resumed.hash()).toBe(unbroken.hash())
      },
    )
  },
)

it('is exact on any number of threads', () => {
  // One run after the other: the helper threads of a run end with the next one.
  const open = (threads: number) =>
    openRun(program => wasmExecutor(program, threads), { graph: wide })
  const unbroken = open(1)
  unbroken.train(13)
  const expected = unbroken.hash()
  const broken = open(2)
  broken.train(7)
  const checkpoint = checkpointOf(broken)
  const resumed = open(3)
  restoreCheckpoint(resumed, checkpoint)
  resumed.train(13)
  expect(resumed.hash()).toBe(expected)
})

it('is exact for any network', () => {
  const training: TrainingConfig = { ...config, schedule: { kind: 'constant', warmup: 0 } }
  fc.assert(
    fc.property(networkRecipe, fc.integer({ min: 1, max: 9 }), (recipe, stop) => {
      const graph = graphOf(recipe)
      const { features, outputs } = recipe
      const regression = recipe.regression && recipe.loss === 'meanSquaredError'
      const data = pointData(
        { train: 21, validation: 6 },
        { features, classes: regression ? null : outputs },
      )
      fc.pre(!regression || outputs === 1)
      const open = () => openRun(createReferenceExecutor, { graph, training }, data)
      const unbroken = open()
      unbroken.train(12)
      const broken = open()
      const ended = broken.train(stop)
      const resumed = open()
      restoreCheckpoint(resumed, checkpointOf(broken))
      if (!ended) resumed.train(12)
      expect(resumed.hash()).toBe(unbroken.hash())
    }),
    { numRuns: 60 },
  )
})

it('is not exact without the state of the optimizer, so that these tests can fail', () => {
  const unbroken = openRun(createReferenceExecutor, {})
  unbroken.train(10)
  const broken = openRun(createReferenceExecutor, {})
  broken.train(6)
  const checkpoint = checkpointOf(broken)
  const parameters = broken.session.parameters().reduce((sum, { values }) => sum + values.length, 0)
  checkpoint.state.fill(0, checkpoint.state.length - parameters)
  restoreCheckpoint(broken, checkpoint)
  broken.train(10)
  expect(broken.hash()).not.toBe(unbroken.hash())
})
