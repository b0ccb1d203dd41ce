import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { earlyStoppingSchema, type GraphDocument } from '../../../src/engine/document/schema'
import { decodeCheckpoint } from '../../../src/engine/node/checkpoint-file'
import { checkpointFolder } from '../../../src/engine/node/checkpoint-store'
import { trainingKey } from '../../../src/engine/node/training-key'
import { useTinyMnist } from '../../support/datasets'
import { mnistDocument } from '../../support/documents'
import { EngineClient } from '../../support/engine-client'

const datasets = useTinyMnist()
const runId = 1
/** Five steps an epoch, 60 in all. */
const document = mnistDocument([6], {
  batchSize: 8,
  epochs: 12,
  optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  earlyStopping: earlyStoppingSchema.parse({ kind: 'validationLoss', patience: 50 }),
})

let parent: string
let folder: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'gradscope-checkpoints-'))
  folder = join(parent, 'checkpoints')
})

afterEach(() => rm(parent, { recursive: true, force: true }))

/** What a start of the app has: an engine of its own over the folder of before. */
const started = (tick?: number) => new EngineClient(datasets, tick, checkpointFolder(folder))

async function pausedAt(step: number, graph = document): Promise<EngineClient> {
  const client = started()
  await client.send({ type: 'load', runId, document: graph })
  for (let i = 0; i < step; i++) await client.send({ type: 'step', runId })
  await vi.waitFor(() => expect(client.of('kept').at(-1)).toMatchObject({ step, problem: null }))
  return client
}

async function found(client: EngineClient, graph: GraphDocument = document) {
  await client.send({ type: 'findCheckpoint', document: graph })
  return client.of('checkpointFound').at(-1)!.checkpoint
}

const files = () => readdir(folder).catch(() => [])

it('a paused run is found after a restart, and ends as one that was never interrupted', async () => {
  const unbroken = started()
  await unbroken.send({ type: 'load', runId, document })
  await unbroken.send({ type: 'run', runId })
  await unbroken.turnUntilIdle()
  const end = unbroken.of('state').at(-1)!

  await pausedAt(23)
  const client = started()
  expect(await found(client)).toMatchObject({ step: 23, epoch: 5, totalSteps: 60 })
  await client.send({ type: 'load', runId, document, from: 'checkpoint' })
  expect(client.of('loaded')[0]).toMatchObject({ firstStep: 23 })
  await client.send({ type: 'run', runId })
  await client.turnUntilIdle()
  expect(client.of('state').at(-1)).toEqual(end)
  // A run that is over has nothing to resume.
  await vi.waitFor(async () => expect(await files()).toEqual([]))
  expect(await found(client)).toBeNull()
})

it('is found whatever the nodes are called and wherever they stand, but not once it trains otherwise', async () => {
  await pausedAt(3)
  const client = started()
  const [first, ...rest] = document.nodes
  const moved = { ...first!, label: 'Digits', position: { x: 70, y: 8 } }
  expect(await found(client, { ...document, nodes: [moved, ...rest] })).not.toBeNull()
  const { training } = document
  expect(await found(client, { ...document, training: { ...training, epochs: 99 } })).not.toBeNull()
  expect(await found(client, { ...document, training: { ...training, seed: 9 } })).toBeNull()
  expect(await found(client, { ...document, training: { ...training, batchSize: 4 } })).toBeNull()
  expect(await found(client, mnistDocument([7], training))).toBeNull()
})

it('keeps a run once a minute while it trains, so that a crash costs little', async () => {
  const client = started(7000)
  await client.send({ type: 'load', runId, document })
  await client.send({ type: 'run', runId })
  for (let i = 0; i < 20; i++) await client.turn()
  await vi.waitFor(() => expect(client.of('kept').length).toBeGreaterThan(0))
  expect(await found(started())).not.toBeNull()
})

it('skips a file that is torn, wherever it was cut, or was changed', async () => {
  await pausedAt(2)
  const path = join(folder, (await files())[0]!)
  const whole = await readFile(path)
  expect(typeof decodeCheckpoint(whole)).toBe('object')
  for (let length = 0; length < whole.length; length += 97) {
    expect(typeof decodeCheckpoint(whole.subarray(0, length))).toBe('string')
  }
  const flipped = Uint8Array.from(whole)
  flipped[whole.length - 5]! ^= 1
  expect(decodeCheckpoint(flipped)).toContain('is damaged')
  await writeFile(path, whole.subarray(0, 500))
  const client = started()
  expect(await found(client)).toBeNull()
  await client.send({ type: 'load', runId, document, from: 'checkpoint' })
  expect(client.of('failed')[0]?.message).toContain('The checkpoint is')
})

it('says so when it cannot be written, and the run goes on', async () => {
  await writeFile(folder, 'a file where the folder should be')
  const client = started()
  await client.send({ type: 'load', runId, document })
  await client.send({ type: 'step', runId })
  await vi.waitFor(() => expect(client.of('kept')[0]?.problem).toContain('EEXIST'))
  await client.send({ type: 'step', runId })
  expect(client.of('state').at(-1)).toMatchObject({ state: 'paused', step: 2 })
})

it('keeps the newest few, and nothing that is thrown away', async () => {
  await mkdir(folder)
  for (let i = 0; i < 5; i++) {
    const path = join(folder, `${i}.safetensors`)
    await writeFile(path, 'x'.repeat(100))
    await utimes(path, 1000 + i, 1000 + i)
  }
  const store = checkpointFolder(folder, { most: 3, mostBytes: 10_000 })
  await store.write('new', new Uint8Array(50))
  expect((await files()).sort()).toEqual(['3.safetensors', '4.safetensors', 'new.safetensors'])
  await checkpointFolder(folder, { most: 3, mostBytes: 200 }).write('new', new Uint8Array(50))
  expect((await files()).sort()).toEqual(['4.safetensors', 'new.safetensors'])

  const client = await pausedAt(1)
  await client.send({ type: 'discardCheckpoint', document })
  expect(await found(client)).toBeNull()
  const again = await pausedAt(1)
  await again.send({ type: 'reset', runId })
  await vi.waitFor(async () =>
    expect(await files()).not.toContain(`${trainingKey(document)}.safetensors`),
  )
})
