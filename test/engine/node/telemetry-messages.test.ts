import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { mnistDocument } from '../../support/documents'
import { countUpTo, EngineClient } from '../../support/engine-client'
import { document, runId, useTinyRuns } from '../../support/tiny-runs'

const { datasets, opened, running } = useTinyRuns()
const withoutHidden = (training: Partial<GraphDocument['training']>) => mnistDocument([], training)

describe('telemetry', () => {
  it('posts at most 30 messages a second, and loses no step', async () => {
    const graph = withoutHidden({ batchSize: 4, epochs: 60 })
    const client = await running(graph, 2)
    await client.turnUntilIdle()
    expect(client.frameSteps()).toEqual(countUpTo(600))
    const times = client.times.filter((_, i) => client.events[i]!.type === 'telemetry')
    const gaps = times.slice(1, -1).map((time, i) => time - times[i]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / 30)
    expect(times.length).toBeLessThanOrEqual(2 + (30 * client.time) / 1000)
  })

  it('also with epochs of one step, each of which is validated', async () => {
    const client = await running(withoutHidden({ batchSize: 40, epochs: 150 }), 2)
    await client.turnUntilIdle()
    expect(client.frameSteps()).toEqual(countUpTo(150))
    const messages = client.of('telemetry').length
    expect(messages).toBeLessThanOrEqual(2 + (30 * client.time) / 1000)
    const validated = client.of('evaluation').filter(({ part }) => part === 'validation')
    expect(validated.map(({ step }) => step)).toEqual([0, ...countUpTo(150)])
  })

  it('also with steps so short that a thousand fall between two messages', async () => {
    const client = await running(withoutHidden({ batchSize: 1, epochs: 50 }), 0.02)
    await client.turnUntilIdle()
    expect(client.frameSteps()).toEqual(countUpTo(2000))
    const messages = client.of('telemetry').length
    expect(messages).toBeLessThanOrEqual(2 + (30 * client.time) / 1000)
  })

  it('tells how many steps a second it takes', async () => {
    const client = await running(withoutHidden({ batchSize: 4, epochs: 100 }), 4)
    await client.turnUntilIdle()
    const rates = client.of('telemetry').map(({ stepsPerSecond }) => stepsPerSecond)
    const last = rates.at(-1)!
    expect(last).toBeGreaterThan(20)
    expect(last).toBeLessThan(250)
  })

  it('has no rate to tell of single steps', async () => {
    const client = await opened()
    client.time += 5000
    await client.send({ type: 'step', runId })
    client.time += 5000
    await client.send({ type: 'step', runId })
    expect(client.of('telemetry').map(({ stepsPerSecond }) => stepsPerSecond)).toEqual([0, 0])
  })
})

describe('histograms', () => {
  it('come with the telemetry where they are asked for, each once', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'load', runId, document, histogramEvery: 3, telemetryEvery: 2 })
    const { layout } = client.of('loaded')[0]!
    for (let i = 0; i < 8; i++) await client.send({ type: 'step', runId })
    const sent = client.of('telemetry').flatMap(({ histograms }) => histograms ?? [])
    expect(sent.map(({ step }) => step)).toEqual([1, 7])
    expect(sent[0]!.counts).toHaveLength(layout.histogramLength)
    expect(sent[0]!.counts).not.toEqual(sent[1]!.counts)
  })

  it('do not come unasked', async () => {
    const client = await opened()
    await client.send({ type: 'step', runId })
    expect(client.of('telemetry')[0]!.histograms).toBeUndefined()
  })
})
