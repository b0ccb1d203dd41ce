import type { GraphDocument } from '../../src/engine/document/schema'
import { protocolVersion } from '../../src/engine/protocol'
import { useTinyMnist } from './datasets'
import { mnistDocument } from './documents'
import { EngineClient } from './engine-client'

export const runId = 1

/** 40 of 50 examples to train on, 10 to validate and 20 to test: five steps an epoch, 20 in all. */
export const document = mnistDocument([6], { batchSize: 8, epochs: 4 })

/** Clients of engine services that read a tiny MNIST; `tick` as of `EngineClient`. */
export function useTinyRuns() {
  const datasets = useTinyMnist()

  /** A run that was greeted and loaded. */
  async function opened(graph: GraphDocument = document, tick?: number): Promise<EngineClient> {
    const client = new EngineClient(datasets, tick)
    await client.send({ type: 'hello', protocol: protocolVersion })
    await client.send({ type: 'load', runId, document: graph })
    return client
  }

  /** A run that was started too. */
  async function running(graph: GraphDocument = document, tick?: number): Promise<EngineClient> {
    const client = await opened(graph, tick)
    await client.send({ type: 'run', runId })
    return client
  }

  return { datasets, opened, running }
}

/** SHA-256 of a run's weights as they are. */
export async function hashOf(client: EngineClient, id = runId): Promise<string> {
  await client.send({ type: 'weights', runId: id })
  return client.of('weights').at(-1)!.hash
}
