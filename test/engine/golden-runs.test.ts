import { afterAll, describe, expect, it } from 'vitest'
import { createReferenceExecutor } from '../../src/engine/backends/reference'
import {
  type FrameHeaderField,
  headerValue,
  type Quantity,
  rowValue,
} from '../../src/engine/telemetry/layout'
import { relativeDistance } from '../support/golden'
import {
  type GoldenRun,
  goldenRunData,
  goldenRunGraph,
  readGoldenRuns,
} from '../support/golden-runs'
import { openTestSession, type TestBackend } from '../support/sessions'
import { plainRuntimes, runtimes, wasmExecutor } from '../support/wasm'

afterAll(() => {
  runtimes.dispose()
  plainRuntimes.dispose()
})

interface Subject {
  readonly backend: TestBackend
  /** Largest difference, relative to what is expected or the largest entry of a tensor. */
  readonly tolerance: number
  /** Whether every gradient falls into its bin: in float32 one may round across a power of two. */
  readonly countsExactly: boolean
}

const float32 = { tolerance: 1e-3, countsExactly: false }
const subjects: Readonly<Record<string, Subject>> = {
  'the reference backend': {
    backend: createReferenceExecutor,
    tolerance: 1e-9,
    countsExactly: true,
  },
  'the wasm backend': { ...float32, backend: program => wasmExecutor(program) },
  'the wasm backend without relaxed SIMD': {
    ...float32,
    backend: program => wasmExecutor(program, 1, plainRuntimes),
  },
}

describe.each(Object.entries(subjects))('a run on %s is what PyTorch makes of it', (_, subject) => {
  it.each(readGoldenRuns().map(run => [run.run, run] as const))('%s', (_name, run) => {
    expect(differences(run, subject)).toEqual([])
  })
})

it('a run that ends otherwise is noticed', () => {
  const [first] = readGoldenRuns()
  const wrong = structuredClone(first!)
  wrong.expect.state['a.W']![0]! += 1e-7
  const { backend, ...rest } = subjects['the reference backend']!
  expect(differences(wrong, { backend, ...rest })).toHaveLength(1)
})

/** Everything that is further off than the tolerance, by name. */
function differences(run: GoldenRun, { backend, tolerance, countsExactly }: Subject): string[] {
  const off: string[] = []
  const compare = (name: string, actual: number, expected: number | null, least = 1e-3) => {
    const gap = Math.abs(actual - expected!) / Math.max(Math.abs(expected!), least)
    const agrees = expected === null ? Number.isNaN(actual) : gap <= tolerance
    if (!agrees) off.push(`${name}: ${actual} rather than ${expected}`)
  }
  const { expect: expected, steps, training } = run
  const {
    session,
    program,
    run: train,
  } = openTestSession(
    goldenRunGraph(run),
    goldenRunData(run),
    training,
    steps,
    { histogramEvery: 1 },
    backend,
  )
  const { rows } = program.telemetry
  for (let step = 1; step <= steps; step++) {
    const [frame] = train(1)
    const field = (name: FrameHeaderField) => headerValue(frame!, name)
    compare(`learningRate at ${step}`, field('learningRate'), expected.learningRate[step - 1]!, 0)
    compare(`loss at ${step}`, field('loss'), expected.loss[step - 1]!)
    compare(`accuracy at ${step}`, field('accuracy'), expected.accuracy[step - 1]!)
    compare(`gradientNorm at ${step}`, field('gradientNorm'), expected.gradientNorm[step - 1]!)
    const measured = expected.frames[step]
    for (const row of measured ? rows : []) {
      const { histogram, ...quantities } = measured![row.name]!
      for (const [name, value] of Object.entries(quantities)) {
        const actual = rowValue(frame!, row, name as Quantity)
        compare(`${name} of ${row.name} at ${step}`, actual, value)
      }
      if (!histogram || !countsExactly) continue
      const counts = session.histograms!.counts.slice(row.histogram!, row.histogram! + 64)
      if (counts.join() !== histogram.join()) off.push(`histogram of ${row.name} at ${step}`)
    }
  }
  for (const { name, values } of [...session.parameters(), ...session.buffers()]) {
    const distance = relativeDistance(values, expected.state[name]!)
    if (!(distance <= tolerance)) off.push(`${name}: ${distance}`)
  }
  for (const part of ['train', 'validation', 'test'] as const) {
    const metrics = session.evaluate(part)!
    compare(`${part} loss`, metrics.loss, expected.evaluations[part].loss)
    compare(`${part} accuracy`, metrics.accuracy ?? Number.NaN, expected.evaluations[part].accuracy)
  }
  return off
}
