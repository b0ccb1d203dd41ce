import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, expect, it } from 'vitest'
import { defaultTraining } from '../../../src/engine/document/schema'
import { compileProgram } from '../../../src/engine/plan/program'
import { TrainingSession } from '../../../src/engine/training/session'
import { buildGraph, classes } from '../../support/networks'
import { pointData } from '../../support/sessions'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const steps = 10_000

it(`leaves nothing on the heap in ${steps} steps`, () => {
  const graph = buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 8 } },
      { id: 'bn1', kind: 'batchNorm' },
      { id: 'relu1', kind: 'activation' },
      { id: 'drop1', kind: 'dropout', attrs: { rate: 0.2 } },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(4, 3),
  )
  const training = { ...defaultTraining, batchSize: 16, epochs: 1_000_000 }
  const program = compileProgram(graph, training)
  const session = new TrainingSession({
    program,
    executor: wasmExecutor(program),
    data: pointData({ train: 160 }),
    training,
    histogramEvery: 10,
  })
  const frame = new Float64Array(program.telemetry.width)
  const heapAfterSteps = () => {
    for (let step = 0; step < steps; step++) session.step(frame)
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  // Code is compiled and optimised in the first rounds; then one round is like the other.
  const heap = Array.from({ length: 5 }, heapAfterSteps)
  const growth = heap.slice(1).map((used, round) => used - heap[round]!)
  expect(Math.min(...growth.slice(1))).toBeLessThan(steps)
})
