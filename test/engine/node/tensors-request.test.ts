import { describe, expect, it, vi } from 'vitest'
import { rowValue, type TelemetryRow } from '../../../src/engine/telemetry/layout'
import type { LayerTensors } from '../../../src/engine/training/layer-tensors'
import { useTinyMnist } from '../../support/datasets'
import { mnistDocument } from '../../support/documents'
import { EngineClient } from '../../support/engine-client'

const datasetsDirectory = useTinyMnist({ train: 60, test: 20 })
const document = mnistDocument([12, 9], { batchSize: 16 })

async function open(maxSteps = 20) {
  const client = new EngineClient(datasetsDirectory)
  await client.send({ type: 'load', runId: 1, document, maxSteps })
  const row = (name: string): TelemetryRow =>
    client.of('loaded')[0]!.layout.rows.find(each => each.name === name)!
  const frame = () => {
    const { frames } = client.of('telemetry').at(-1)!
    return frames.slice(-client.of('loaded')[0]!.layout.width)
  }
  let id = 0
  const look = async (nodeId: string, rows?: number): Promise<LayerTensors> => {
    await client.send({
      type: 'tensors',
      runId: 1,
      tensorsId: ++id,
      nodeId,
      ...(rows !== undefined && { rows }),
    })
    const { result, tensorsId } = client.of('tensors').at(-1)!
    expect(tensorsId).toBe(id)
    if (!result.ok) throw new Error(result.message)
    return result.layer
  }
  return { client, row, frame, look }
}

const rms = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)

describe('a look into a layer', () => {
  it('has the gradient and the outputs that the frame of the step tells of', async () => {
    const { client, row, frame, look } = await open()
    for (let step = 1; step <= 3; step++) {
      await client.send({ type: 'step', runId: 1 })
      const dense = await look('dense2')
      expect(dense).toMatchObject({ step, rows: 16, exact: true, outputs: null })
      const W = dense.params.find(({ name }) => name === 'dense2.W')!
      expect(W.shape).toEqual([12, 9])
      const shown = rowValue(frame(), row('dense2.W'), 'gradient.rms')
      expect(rms(W.gradient) / shown).toBeCloseTo(1, 6)
      const relu = await look('relu1', 4)
      expect(relu.params).toEqual([])
      expect(relu.outputs).toHaveLength(4 * 12)
      const mean = relu.units.mean.reduce((sum, value) => sum + value, 0) / 12
      expect(mean).toBeCloseTo(rowValue(frame(), row('relu1'), 'activation.mean'), 6)
    }
  })

  it('is exact at the last step of a run that nobody looked into', async () => {
    const { client, look } = await open(5)
    await client.send({ type: 'run', runId: 1 })
    await client.turnUntilIdle()
    expect(await look('dense1')).toMatchObject({ step: 5, exact: true })
  })

  it('changes nothing of a run', async () => {
    const hashes: string[] = []
    for (const looks of [false, true]) {
      const { client, look } = await open()
      for (let step = 0; step < 4; step++) {
        if (looks) await look('dense1')
        await client.send({ type: 'step', runId: 1 })
      }
      await client.send({ type: 'weights', runId: 1 })
      hashes.push(client.of('weights')[0]!.hash)
    }
    expect(hashes[0]).toBe(hashes[1])
  })

  it('keeps weights only while it is asked again and again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { client, look } = await open(1000)
      await look('dense1')
      await client.send({ type: 'run', runId: 1 })
      await client.turn()
      await client.send({ type: 'pause', runId: 1 })
      expect((await look('dense1')).exact).toBe(true)
      await vi.advanceTimersByTimeAsync(10_000)
      await client.send({ type: 'run', runId: 1 })
      await client.turn()
      await client.send({ type: 'pause', runId: 1 })
      expect((await look('dense1')).exact).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })

  it('says so where there is no such node, and is silent about an older run', async () => {
    const { client } = await open()
    await client.send({ type: 'tensors', runId: 1, tensorsId: 1, nodeId: 'nowhere' })
    expect(client.of('tensors')[0]!.result).toMatchObject({
      ok: false,
      message: expect.stringContaining('no such node'),
    })
    await client.send({ type: 'tensors', runId: 7, tensorsId: 2, nodeId: 'dense1' })
    expect(client.of('tensors')).toHaveLength(1)
  })

  it('counts the outputs of every activation node', async () => {
    const { client, row, frame } = await open()
    await client.send({ type: 'step', runId: 1 })
    await client.send({ type: 'activations', runId: 1, activationsId: 3 })
    const { result, activationsId } = client.of('activations')[0]!
    expect(activationsId).toBe(3)
    if (!result.ok) throw new Error(result.message)
    const { layers, step } = result.histograms
    expect(step).toBe(1)
    expect(layers.map(({ nodeId, total }) => [nodeId, total])).toEqual([
      ['relu1', 16 * 12],
      ['relu2', 16 * 9],
    ])
    for (const { nodeId, std } of layers) {
      expect(std).toBeCloseTo(rowValue(frame(), row(nodeId), 'activation.std'), 6)
    }
  })
})

describe('a look into a layer before training', () => {
  const initially = async (client: EngineClient, nodeId: string, of: unknown = document) => {
    await client.sendAnything({ type: 'initialTensors', tensorsId: 5, document: of, nodeId })
    const { result, tensorsId, runId } = client.of('tensors').at(-1)!
    expect({ tensorsId, runId }).toEqual({ tensorsId: 5, runId: null })
    return result
  }

  it('has the weights, the gradient and the outputs that a run begins with', async () => {
    const client = new EngineClient(datasetsDirectory)
    const before = await initially(client, 'dense1')
    if (!before.ok) throw new Error(before.message)
    await client.send({ type: 'load', runId: 1, document, maxSteps: 20 })
    await client.send({ type: 'tensors', runId: 1, tensorsId: 1, nodeId: 'dense1' })
    const run = client.of('tensors').at(-1)!.result
    if (!run.ok) throw new Error(run.message)
    const { params, units, ...rest } = before.layer
    expect(rest).toMatchObject({ step: 0, exact: true, rows: 16, shape: run.layer.shape })
    for (const [i, { name, values, gradient }] of params.entries()) {
      const expected = run.layer.params[i]!
      expect(name).toBe(expected.name)
      expect(values).toEqual(expected.values)
      // The same examples in another order.
      const largest = Math.max(...gradient.map(Math.abs))
      expect(largest).toBeGreaterThan(0)
      const error = gradient.map((each, at) => Math.abs(each - expected.gradient[at]!))
      expect(Math.max(...error) / largest).toBeLessThan(1e-6)
    }
    for (const [unit, mean] of units.mean.entries()) {
      expect(mean).toBeCloseTo(run.layer.units.mean[unit]!, 6)
    }
  })

  it('leaves the weights of a run as they are', async () => {
    const hashes: string[] = []
    for (const looks of [false, true]) {
      const { client } = await open()
      await client.send({ type: 'step', runId: 1 })
      if (looks) await initially(client, 'dense1')
      await client.send({ type: 'step', runId: 1 })
      await client.send({ type: 'weights', runId: 1 })
      hashes.push(client.of('weights')[0]!.hash)
    }
    expect(hashes[0]).toBe(hashes[1])
  })

  it('counts the outputs of every activation node', async () => {
    const client = new EngineClient(datasetsDirectory)
    await client.send({ type: 'initialActivations', activationsId: 2, document })
    const { result, runId } = client.of('activations')[0]!
    if (!result.ok) throw new Error(result.message)
    expect(runId).toBeNull()
    expect(result.histograms.step).toBe(0)
    expect(result.histograms.layers.map(({ nodeId, total }) => [nodeId, total])).toEqual([
      ['relu1', 16 * 12],
      ['relu2', 16 * 9],
    ])
  })

  it('says why there is nothing to see', async () => {
    const client = new EngineClient(datasetsDirectory)
    expect(await initially(client, 'loss1')).toMatchObject({ ok: false })
    const edges = document.edges.slice(1)
    expect(await initially(client, 'dense1', { ...document, edges })).toMatchObject({ ok: false })
    expect(await initially(client, 'dense1', { nodes: 'none' })).toMatchObject({ ok: false })
    const wide = mnistDocument([3000])
    expect(await initially(client, 'dense1', wide)).toMatchObject({
      ok: false,
      message: expect.stringContaining('too large to look at before training'),
    })
  })

  it('is answered for the newest question only, and for none once a run is loaded', async () => {
    const client = new EngineClient(datasetsDirectory)
    const ask = (tensorsId: number) =>
      client.send({ type: 'initialTensors', tensorsId, document, nodeId: 'dense1' })
    await Promise.all([ask(1), ask(2), ask(3)])
    expect(client.of('tensors').map(({ tensorsId }) => tensorsId)).toEqual([3])
    await Promise.all([ask(4), client.send({ type: 'load', runId: 1, document, maxSteps: 2 })])
    expect(client.of('tensors')).toHaveLength(1)
  })
})
