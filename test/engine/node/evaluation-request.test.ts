import { describe, expect, it } from 'vitest'
import type { ClassificationDetail } from '../../../src/engine/diagnosis/evaluation/detail'
import type { DatasetPart } from '../../../src/engine/protocol'
import { useTinyMnist } from '../../support/datasets'
import { EngineClient } from '../../support/engine-client'
import { document, hashOf, runId } from '../../support/tiny-runs'

const datasets = useTinyMnist()

async function running(tick?: number, training = document): Promise<EngineClient> {
  const client = new EngineClient(datasets, tick)
  await client.send({ type: 'load', runId, document: training })
  await client.send({ type: 'run', runId })
  return client
}

async function ask(client: EngineClient, part: DatasetPart): Promise<void> {
  await client.send({ type: 'evaluateDetail', runId, part })
}

describe('an evaluation in detail', () => {
  it('agrees with the metrics of every part at the end of a run', async () => {
    const client = await running()
    await client.turnUntilIdle()
    for (const part of ['train', 'validation', 'test'] as const) await ask(client, part)
    await client.turnUntilIdle()
    const details = client.of('evaluationDetail')
    expect(details.map(({ part, detail }) => [part, detail!.count])).toEqual([
      ['train', 40],
      ['validation', 10],
      ['test', 20],
    ])
    for (const { part, detail, step } of details) {
      const { metrics } = client.of('evaluation').findLast(event => event.part === part)!
      const { accuracy, loss, matrix } = detail as ClassificationDetail
      expect(step).toBe(20)
      expect(loss).toBeCloseTo(metrics.loss, 10)
      expect(accuracy).toBeCloseTo(metrics.accuracy!, 12)
      expect(matrix.reduce((sum, count) => sum + count, 0)).toBe(detail!.count)
    }
  })

  it('changes no bit of a run that it is asked of in the middle', async () => {
    const [asked, plain] = [await running(4), await running(4)]
    await asked.turn()
    await ask(asked, 'train')
    await ask(asked, 'validation')
    await asked.turnUntilIdle()
    await plain.turnUntilIdle()
    expect(asked.of('evaluationDetail')).toHaveLength(2)
    expect(await hashOf(asked)).toBe(await hashOf(plain))
    expect(asked.frameSteps()).toEqual(plain.frameSteps())
  })

  it('judges all examples by the weights of one step, while training waits', async () => {
    // Every look at the clock ends a slice: each batch is one.
    const client = await running(100)
    await client.turn()
    await ask(client, 'train')
    for (let i = 0; client.of('evaluationDetail').length === 0 && i < 20; i++) await client.turn()
    const [event] = client.of('evaluationDetail')
    const again = await running(100)
    await again.send({ type: 'pause', runId })
    await again.turnUntilIdle()
    while (again.of('state').at(-1)!.step < event!.step) await again.send({ type: 'step', runId })
    await ask(again, 'train')
    await again.turnUntilIdle()
    expect(again.of('evaluationDetail')[0]).toEqual(event)
  })

  it('starts anew where a reset changed the weights under it', async () => {
    const client = await running(100)
    await client.turn()
    await client.turn()
    await client.send({ type: 'pause', runId })
    await client.turnUntilIdle()
    await ask(client, 'train')
    await client.send({ type: 'reset', runId })
    await client.turnUntilIdle()
    expect(client.of('evaluationDetail')).toMatchObject([{ step: 0, detail: { count: 40 } }])
  })

  it('is not answered for a run that another one replaced, and answers null for an empty part', async () => {
    const client = await running(100)
    await ask(client, 'train')
    await client.send({ type: 'load', runId: 2, document })
    await client.turnUntilIdle()
    expect(client.of('evaluationDetail')).toEqual([])
    const all = { ...document, nodes: document.nodes.map(node => ({ ...node })) }
    const data = all.nodes.find(node => node.kind === 'data')!
    Object.assign(data, { attrs: { ...data.attrs, validationFraction: 0 } })
    await client.send({ type: 'load', runId, document: all })
    await ask(client, 'validation')
    await client.turnUntilIdle()
    expect(client.of('evaluationDetail')).toMatchObject([{ part: 'validation', detail: null }])
  })

  it('measures the weights that early stopping restored, under their own epoch', async () => {
    const training = {
      ...document.training,
      epochs: 12,
      optimizer: { kind: 'sgd' as const, learningRate: 3 },
      earlyStopping: {
        kind: 'validationLoss' as const,
        patience: 1,
        minDelta: 0,
        restoreBest: true,
      },
    }
    const client = await running(1, { ...document, training })
    await client.turnUntilIdle()
    const { best } = client.of('state').at(-1)!.earlyStopping!
    await ask(client, 'validation')
    await client.turnUntilIdle()
    const [event] = client.of('evaluationDetail')
    expect(event).toMatchObject({ step: best.step, epoch: best.epoch })
    expect(event!.detail!.loss).toBeCloseTo(best.value, 10)
  })
})
