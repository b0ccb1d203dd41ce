import { describe, expect, it } from 'vitest'
import { mnistDocument } from '../../support/documents'
import { countUpTo, EngineClient } from '../../support/engine-client'
import { document, hashOf, runId, useTinyRuns } from '../../support/tiny-runs'

const { datasets, opened, running } = useTinyRuns()

describe('run', () => {
  it('trains to the end: validation before the first step and after each epoch, all parts at the end', async () => {
    const client = await running()
    await client.turnUntilIdle()
    expect(client.plot()).toEqual([
      'ready',
      'loaded',
      'state ready 0',
      'state running 0',
      'evaluation validation 0',
      'evaluation validation 5',
      'evaluation validation 10',
      'evaluation validation 15',
      'evaluation train 20',
      'evaluation validation 20',
      'evaluation test 20',
      'state finished 20',
    ])
    expect(client.frameSteps()).toEqual(countUpTo(20))
  })

  it('posts the frames of a step before its evaluation, and all before the state that ends it', async () => {
    const client = await running()
    await client.turnUntilIdle()
    let newest = 0
    const width = client.of('loaded')[0]!.layout.width
    for (const event of client.events) {
      if (event.type === 'telemetry') newest = event.frames[event.frames.length - width]!
      if (event.type === 'evaluation') expect(event.step).toBeLessThanOrEqual(newest)
      if (event.type === 'state' && event.state === 'finished') expect(newest).toBe(event.step)
    }
  })

  it('is ignored while running and after the end', async () => {
    const client = await running()
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    const story = client.story()
    for (const type of ['run', 'step', 'pause', 'stop'] as const) {
      await client.send({ type, runId })
      await client.turn()
    }
    expect(client.story()).toEqual(story)
    expect(client.frameSteps()).toEqual(countUpTo(20))
  })

  it('gives the same weights for the same seed, however it is cut into slices', async () => {
    const straight = await running(document, 1)
    await straight.turnUntilIdle()
    const cut = await running(document, 100)
    await cut.turnUntilIdle()
    const other = await running({ ...document, training: { ...document.training, seed: 2 } })
    await other.turnUntilIdle()
    expect(await hashOf(cut)).toBe(await hashOf(straight))
    expect(await hashOf(other)).not.toBe(await hashOf(straight))
  })
})

describe('pause and step', () => {
  it('pauses after the slice under way, with every frame posted', async () => {
    const client = await running(document, 5)
    await client.turn()
    await client.send({ type: 'pause', runId })
    const { state, step } = client.of('state').at(-1)!
    expect(state).toBe('paused')
    expect(client.frameSteps()).toEqual(countUpTo(step))
    expect(await client.turn()).toBe(false)
    expect(client.of('state').at(-1)!.step).toBe(step)
  })

  it('goes on after a pause to the same weights as without one', async () => {
    const paused = await running(document, 5)
    await paused.turn()
    await paused.send({ type: 'pause', runId })
    await paused.turn()
    await paused.send({ type: 'run', runId })
    await paused.turnUntilIdle()
    const straight = await running()
    await straight.turnUntilIdle()
    expect(paused.frameSteps()).toEqual(countUpTo(20))
    expect(await hashOf(paused)).toBe(await hashOf(straight))
  })

  it('is not confused by pause, run and pause within one turn', async () => {
    const client = await running(document, 5)
    for (const type of ['pause', 'run', 'pause', 'run', 'run'] as const) {
      await client.send({ type, runId })
    }
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({ state: 'finished', step: 20 })
    expect(client.frameSteps()).toEqual(countUpTo(20))
  })

  it('does one step at a time', async () => {
    const client = await opened()
    for (let i = 0; i < 3; i++) await client.send({ type: 'step', runId })
    expect(client.story()).toEqual([
      'ready',
      'loaded',
      'state ready 0',
      'frames 1–1',
      'evaluation validation 0',
      'state paused 1',
      'frames 2–2',
      'state paused 2',
      'frames 3–3',
      'state paused 3',
    ])
    expect(await client.turn()).toBe(false)
  })

  it('does one more step and pauses when asked for a step while running', async () => {
    const client = await running(document, 5)
    const before = client.frameSteps().length
    await client.send({ type: 'step', runId })
    expect(client.of('state').at(-1)!.state).toBe('paused')
    expect(await client.turn()).toBe(false)
    const { step } = client.of('state').at(-1)!
    expect(step).toBeGreaterThan(before)
    expect(client.frameSteps()).toEqual(countUpTo(step))
  })

  it('finishes with the last single step', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'load', runId, document, maxSteps: 2 })
    await client.send({ type: 'step', runId })
    await client.send({ type: 'step', runId })
    await client.send({ type: 'step', runId })
    expect(client.plot().slice(2)).toEqual([
      'evaluation validation 0',
      'state paused 1',
      'evaluation train 2',
      'evaluation validation 2',
      'evaluation test 2',
      'state finished 2',
    ])
  })

  it('validates the initial weights once, whatever is asked for first', async () => {
    const client = await opened()
    await client.send({ type: 'step', runId })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.plot().filter(line => line === 'evaluation validation 0')).toHaveLength(1)
  })
})

describe('stop', () => {
  it('ends a run and evaluates what it has learnt', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'stop', runId })
    const { step } = client.of('state').at(-1)!
    expect(client.plot().slice(-4)).toEqual([
      `evaluation train ${step}`,
      `evaluation validation ${step}`,
      `evaluation test ${step}`,
      `state stopped ${step}`,
    ])
    expect(client.frameSteps()).toEqual(countUpTo(step))
    expect(await client.turn()).toBe(false)
    expect(client.plot().at(-1)).toBe(`state stopped ${step}`)
  })

  it('ends a paused run as well', async () => {
    const client = await opened()
    await client.send({ type: 'step', runId })
    await client.send({ type: 'stop', runId })
    expect(client.plot().slice(-4)).toEqual([
      'evaluation train 1',
      'evaluation validation 1',
      'evaluation test 1',
      'state stopped 1',
    ])
  })

  it('has nothing to evaluate before the first step', async () => {
    const client = await opened()
    await client.send({ type: 'stop', runId })
    expect(client.plot()).toEqual(['ready', 'loaded', 'state ready 0', 'state stopped 0'])
  })

  it('happens once', async () => {
    const client = await running()
    await client.send({ type: 'stop', runId })
    await client.send({ type: 'stop', runId })
    expect(client.of('state').filter(({ state }) => state === 'stopped')).toHaveLength(1)
  })
})

describe('reset', () => {
  it('takes a run back to its start, from where it repeats itself', async () => {
    const client = await running()
    await client.turnUntilIdle()
    const hash = await hashOf(client)
    const frames = client.of('telemetry').flatMap(event => [...event.frames])
    await client.send({ type: 'reset', runId })
    expect(client.plot().at(-1)).toBe('state ready 0')
    client.events.splice(3)
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(await hashOf(client)).toBe(hash)
    expect(client.of('telemetry').flatMap(event => [...event.frames])).toEqual(frames)
    expect(client.plot().filter(line => line === 'evaluation validation 0')).toHaveLength(1)
  })

  it('while running ends the training, and nothing of it comes after', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'reset', runId })
    expect(client.plot().at(-1)).toBe('state ready 0')
    expect(await client.turn()).toBe(false)
    expect(client.plot().at(-1)).toBe('state ready 0')
    expect(client.story().at(-1)).toBe('state ready 0')
  })

  it('while running, followed at once by run, begins again from step 1', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'reset', runId })
    const before = client.events.length
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    const after = client.story().slice(before)
    expect(after[0]).toBe('state running 0')
    expect(after.at(-1)).toBe('state finished 20')
    expect(client.frameSteps().slice(-20)).toEqual(countUpTo(20))
  })

  it.each(['stop', 'pause'] as const)('brings a run back after a %s', async type => {
    const client = await running()
    await client.send({ type, runId })
    await client.send({ type: 'reset', runId })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({ state: 'finished', step: 20 })
  })
})

describe('divergence', () => {
  const wild = mnistDocument([6], {
    batchSize: 8,
    epochs: 40,
    optimizer: { kind: 'sgd', learningRate: 1e12 },
  })

  it('ends the run and names step and tensor', async () => {
    const client = await running(wild)
    await client.turnUntilIdle()
    const end = client.of('state').at(-1)!
    expect(end.state).toBe('diverged')
    expect(end.reason).toMatch(new RegExp(`^At step ${end.step} the .*"(dense|relu)`))
    expect(client.frameSteps()).toEqual(countUpTo(end.step))
  })

  it('stays what it is when the client stops the run, and is over after a reset', async () => {
    const client = await running(wild)
    await client.turnUntilIdle()
    const story = client.story()
    for (const type of ['stop', 'pause', 'run', 'step'] as const) await client.send({ type, runId })
    expect(client.story()).toEqual(story)
    await client.send({ type: 'reset', runId })
    await client.send({ type: 'step', runId })
    expect(client.of('state').at(-1)).toMatchObject({ state: 'paused', step: 1 })
    expect(client.of('state').at(-1)).not.toHaveProperty('reason')
  })
})

describe('weights', () => {
  it('are a copy of every parameter, at any time', async () => {
    const client = await running(document, 5)
    const before = await hashOf(client)
    await client.turnUntilIdle()
    const after = await hashOf(client)
    expect(after).not.toBe(before)
    const [first] = client.of('weights')
    expect(first!.tensors.map(({ name, shape, values }) => [name, shape, values.length])).toEqual([
      ['dense1.W', [784, 6], 4704],
      ['dense1.b', [6], 6],
      ['dense2.W', [6, 10], 60],
      ['dense2.b', [10], 10],
    ])
    expect(before).toMatch(/^[0-9a-f]{64}$/)
  })
})
