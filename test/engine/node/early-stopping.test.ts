import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { mnistDocument } from '../../support/documents'
import { hashOf, runId, useTinyRuns } from '../../support/tiny-runs'

const { opened, running } = useTinyRuns()

describe('early stopping', () => {
  /** Five steps an epoch, and nothing learnt: only the first epoch is better than none. */
  const idle = (patience: number, restoreBest = true) =>
    mnistDocument([6], {
      batchSize: 8,
      epochs: 10,
      optimizer: { kind: 'sgd', learningRate: 0 },
      earlyStopping: { kind: 'validationLoss', patience, minDelta: 0, restoreBest },
    })

  it('ends the run once patience has run out, and says so', async () => {
    const client = await running(idle(2))
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({
      state: 'finished',
      step: 15,
      epoch: 3,
      earlyStopping: {
        metric: 'validationLoss',
        stopped: true,
        restored: true,
        best: { step: 5, epoch: 1 },
        last: { step: 15, epoch: 3 },
      },
    })
  })

  it('measures the restored weights at the end, under the step they are of', async () => {
    const client = await running(idle(2))
    await client.turnUntilIdle()
    expect(client.plot().slice(-8)).toEqual([
      'evaluation validation 0',
      'evaluation validation 5',
      'evaluation validation 10',
      'evaluation validation 15',
      'evaluation train 5',
      'evaluation validation 5',
      'evaluation test 5',
      'state finished 15',
    ])
  })

  it('leaves the last weights where that is asked for', async () => {
    const client = await running(idle(1, false))
    await client.turnUntilIdle()
    const { earlyStopping } = client.of('state').at(-1)!
    expect(earlyStopping).toMatchObject({ stopped: true, restored: false, best: { epoch: 1 } })
    expect(client.of('evaluation').at(-1)).toMatchObject({ part: 'test', step: 10 })
  })

  it('restores, bit for bit, what a run of that many epochs ends with', async () => {
    const learning = (epochs: number, kind: 'validationLoss' | 'none') =>
      mnistDocument([6], {
        batchSize: 8,
        epochs,
        optimizer: { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        earlyStopping:
          kind === 'none' ? { kind } : { kind, patience: 2, minDelta: 0, restoreBest: true },
      })
    const client = await running(learning(40, 'validationLoss'))
    await client.turnUntilIdle()
    const { earlyStopping } = client.of('state').at(-1)!
    expect(earlyStopping).toMatchObject({ stopped: true, restored: true })
    const plain = await running(learning(earlyStopping!.best.epoch, 'none'))
    await plain.turnUntilIdle()
    expect(await hashOf(client)).toBe(await hashOf(plain))
    expect(client.of('evaluation').at(-1)).toEqual(plain.of('evaluation').at(-1))
  })

  it('starts anew after a reset', async () => {
    const client = await running(idle(2))
    await client.turnUntilIdle()
    const first = client.of('state').at(-1)
    await client.send({ type: 'reset', runId })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toEqual(first)
  })

  it('leaves the last weights of a run that is stopped by hand', async () => {
    const client = await running(idle(5), 5)
    await client.turn()
    await client.send({ type: 'stop', runId })
    expect(client.of('state').at(-1)).toMatchObject({ state: 'stopped' })
    expect(client.of('state').at(-1)).not.toHaveProperty('earlyStopping')
  })

  it('is refused without validation examples', async () => {
    const graph = idle(2)
    const nodes = graph.nodes.map(node =>
      node.kind === 'data' ? { ...node, attrs: { ...node.attrs, validationFraction: 0 } } : node,
    )
    const client = await opened({ ...graph, nodes } as GraphDocument)
    expect(client.of('failed')).toMatchObject([
      { nodeId: 'data1', message: 'Early stopping has no validation examples to watch.' },
    ])
  })
})
