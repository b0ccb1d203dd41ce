import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Executor } from '../../src/engine/backends/executor'
import { createReferenceExecutor } from '../../src/engine/backends/reference'
import { defaultTraining } from '../../src/engine/document/schema'
import { compileProgram, type Program } from '../../src/engine/plan/program'
import { learningRateAt } from '../../src/engine/training/schedule'
import {
  flatten,
  type GoldenCase,
  goldenGraph,
  readGoldenCases,
  relativeDistance,
} from '../support/golden'
import { plainRuntimes, wasmExecutor } from '../support/wasm'

interface Subject {
  /** Largest difference, relative to a tensor's largest entry. */
  readonly tolerance: number
  /** The same after all steps, and in evaluation after them. */
  readonly toleranceAfter: number
  createExecutor(program: Program): Executor
}

const reference: Subject = {
  tolerance: 1e-9,
  toleranceAfter: 1e-9,
  createExecutor: program => createReferenceExecutor(program),
}
const float32 = { tolerance: 1e-4, toleranceAfter: 1e-3 }

const subjects: Readonly<Record<string, Subject>> = {
  'the reference backend': reference,
  'the wasm backend': { ...float32, createExecutor: program => wasmExecutor(program) },
  'the wasm backend without relaxed SIMD': {
    ...float32,
    createExecutor: program => wasmExecutor(program, 1, plainRuntimes),
  },
}

describe.each(Object.entries(subjects))('%s computes what PyTorch computes', (_name, subject) => {
  for (const golden of readGoldenCases()) {
    it(golden.case, () => {
      expect(worstDifferences(golden, subject)).toEqual([])
    })
  }
})

describe('readGoldenCases', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradscope-golden-'))
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it('also reads the folder that GRADSCOPE_GOLDEN_DIR names', () => {
    vi.stubEnv('GRADSCOPE_GOLDEN_DIR', undefined)
    const own = readGoldenCases().length
    copyFileSync(join(import.meta.dirname, '../golden/random-101.json'), join(folder, 'more.json'))
    copyFileSync(join(import.meta.dirname, '../golden/README.md'), join(folder, 'README.md'))
    vi.stubEnv('GRADSCOPE_GOLDEN_DIR', folder)
    const cases = readGoldenCases()
    expect(cases).toHaveLength(own + 1)
    expect(cases.at(-1)!.case).toBe('random-101')
    expect(worstDifferences(cases.at(-1)!)).toEqual([])
  })

  it('has cases whose expectations would notice a wrong value', () => {
    const [golden] = readGoldenCases()
    const wrong = structuredClone(golden!)
    const W = wrong.expect.gradients.dense1!.W as number[][]
    W[0]![0]! += 1e-7
    expect(worstDifferences(wrong)).toHaveLength(1)
  })
})

/** Everything in the case that is further off than the tolerance, by name. */
function worstDifferences(golden: GoldenCase, subject: Subject = reference): string[] {
  const rows = golden.batch.x.length
  const graph = goldenGraph(golden)
  const program = compileProgram(
    graph,
    {
      optimizer: golden.optimizer,
      regularization: golden.regularization,
      clipping: golden.clipping ?? defaultTraining.clipping,
      batchSize: rows,
    },
    { retain: true, inputGradient: true },
  )
  const executor = subject.createExecutor(program)
  const { plan, params, buffers } = program.train
  const off: string[] = []
  const compare = (
    name: string,
    actual: ArrayLike<number>,
    expected: number | number[] | number[][],
    tolerance = subject.tolerance,
  ) => {
    const distance = relativeDistance(actual, expected)
    if (!(distance <= tolerance)) off.push(`${name}: ${distance}`)
  }

  const persistent = [...params, ...buffers].map(({ tensor }) => {
    const [nodeId = '', name = ''] = plan.tensors[tensor]!.name.split('.')
    return { nodeId, name, values: executor.tensor(plan, tensor) }
  })
  for (const { nodeId, name, values } of persistent)
    values.set(flatten(golden.params[nodeId]![name]!))
  for (const { plan: each } of [program.train, program.evaluate]) {
    executor.tensor(each, each.input).set(flatten(golden.batch.x))
    executor.tensor(each, each.target).set(flatten(golden.batch.y))
  }

  const schedule = golden.schedule ?? defaultTraining.schedule
  const rates = Array.from({ length: golden.steps }, (_, step) =>
    learningRateAt({ optimizer: golden.optimizer, schedule }, step, golden.stepsPerEpoch ?? 1),
  )
  if (golden.schedule) compare('learningRates', rates, golden.expect.learningRates!, 1e-12)

  for (let step = 0; step < golden.steps; step++) {
    const context = { rows, step, seed: 1, learningRate: rates[step]!, telemetry: true }
    executor.run(plan, 'forward', context)
    const dataLoss = executor.tensor(plan, plan.loss)[0]!
    const penalty = executor.tensor(plan, plan.penalty)[0]!
    compare(
      `loss[${step}]`,
      [dataLoss + penalty],
      golden.expect.loss[step]!,
      step === 0 ? subject.tolerance : subject.toleranceAfter,
    )
    executor.run(plan, 'backward', context)
    if (step === 0) {
      compare('dataLoss', [dataLoss], golden.expect.dataLoss)
      for (const [id, { y, dy }] of program.train.outputs) {
        compare(`outputs.${id}`, executor.tensor(plan, y), golden.expect.outputs[id]!)
        compare(
          `outputGradients.${id}`,
          executor.tensor(plan, dy!),
          golden.expect.outputGradients[id]!,
        )
      }
      for (const param of params) {
        const [nodeId = '', name = ''] = param.name.split('.')
        compare(
          `gradients.${param.name}`,
          executor.tensor(plan, param.gradient!),
          golden.expect.gradients[nodeId]![name]!,
        )
      }
    }
    executor.run(plan, 'update', context)
  }
  for (const { nodeId, name, values } of persistent) {
    const expected = golden.expect.paramsAfter[nodeId]![name]!
    const gradient = golden.expect.gradients[nodeId]?.[name]
    const slack =
      gradient && isRounding(gradient) ? golden.steps * golden.optimizer.learningRate : 0
    const distance = relativeDistance(values, expected, slack * 1e-6)
    if (!(distance <= subject.toleranceAfter))
      off.push(`paramsAfter.${nodeId}.${name}: ${distance}`)
  }
  const { plan: evaluation } = program.evaluate
  executor.run(evaluation, 'forward', {
    rows,
    step: 0,
    seed: 1,
    learningRate: 0,
    telemetry: false,
  })
  compare(
    'evaluationDataLoss',
    executor.tensor(evaluation, evaluation.loss),
    golden.expect.evaluationDataLoss,
    subject.toleranceAfter,
  )
  return off
}

/**
 * A gradient that is 0 but for rounding (a bias before batch norm). Adam and its kin divide it by
 * its own size + 1e-7, so their step on it is rounding magnified, in PyTorch as here.
 */
function isRounding(gradient: number[] | number[][]): boolean {
  return flatten(gradient).every(value => Math.abs(value) < 1e-12)
}
