import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { type EngineEvent, protocolVersion } from '../../../src/engine/protocol'
import { createEngineRelay } from '../../../src/main/engine-host/relay'
import { spawnEngineWorker } from '../../../src/main/engine-host/spawn-worker'
import { useTemporaryDirectory } from '../files/temporary-directory'

const directory = useTemporaryDirectory()

/** Answers a hello with its data folder; a load hangs or throws, as its document says. */
const script = `
const { parentPort, workerData } = require('node:worker_threads')
parentPort.on('message', message => {
  if (message.type === 'hello') {
    parentPort.postMessage({ type: 'ready', protocol: 1, backend: workerData.datasetsDirectory })
  }
  if (message.type === 'load' && message.document === 'hang') for (;;);
  if (message.type === 'load' && message.document === 'throw') throw new Error('kernel broke')
  if (message.type === 'load' && message.document === 'fill') {
    for (const all = []; ; ) all.push(new Array(1e5).fill({}))
  }
})`

const folders = { datasetsDirectory: '/data', checkpointsDirectory: '/checkpoints' }

async function startRelay() {
  const path = join(directory.path, 'worker.cjs')
  await writeFile(path, script)
  const events: EngineEvent[] = []
  const relay = createEngineRelay({
    spawn: listeners => spawnEngineWorker(path, folders, [], listeners),
    emit: event => events.push(event),
    patience: { load: 300 },
  })
  relay.receive({ type: 'hello', protocol: protocolVersion })
  await vi.waitFor(() => expect(events).toMatchObject([{ type: 'ready', backend: '/data' }]))
  events.length = 0
  return { relay, events }
}

it('a real worker in an endless loop is ended, and a fresh one takes over', async () => {
  const { relay, events } = await startRelay()
  relay.receive({ type: 'load', runId: 1, document: 'hang' })
  await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 5_000 })
  expect(events[0]).toMatchObject({
    type: 'lost',
    reason: expect.stringContaining('not answer'),
  })
  relay.receive({ type: 'hello', protocol: protocolVersion })
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'ready' }))
  relay.reset()
})

it('what a real worker throws is the reason given', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { relay, events } = await startRelay()
  relay.receive({ type: 'load', runId: 1, document: 'throw' })
  await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 5_000 })
  expect(events[0]).toEqual({ type: 'lost', reason: 'kernel broke' })
  relay.reset()
})

it('a real worker that runs out of memory is told with the remedy', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { relay, events } = await startRelay()
  relay.receive({ type: 'load', runId: 1, document: 'fill' })
  await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 20_000 })
  expect(events[0]).toEqual({ type: 'lost', reason: expect.stringContaining('smaller batch') })
  relay.reset()
}, 30_000)
