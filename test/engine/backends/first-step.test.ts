import { afterAll, expect, it } from 'vitest'
import { buildGraph, classes, openNetwork, runStep } from '../../support/networks'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

// A file of its own, hence a process of its own: once the kernels ran for a while the runtime has
// compiled them again, and what its first compiler made of them can no longer be seen.
it('the very first step on two threads gives the bits of one thread', () => {
  const graph = buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 64 } },
      { id: 'relu1', kind: 'activation' },
      { id: 'dense2', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(784, 10),
  )
  const firstStep = (threads: number) => {
    const network = openNetwork(graph, {
      rows: 64,
      telemetry: true,
      createExecutor: program => wasmExecutor(program, threads),
    })
    expect(network.executor.threads).toBe(threads)
    runStep(network, true)
    return [...network.executor.slice(0, network.program.arenaSize)]
  }
  const two = firstStep(2)
  expect(two).toEqual(firstStep(1))
})
