import { describe, expect, it } from 'vitest'
import { applyChanges, type Change } from '../../../src/engine/document/change'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { findExperiment } from '../../../src/engine/experiments/catalog'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../../src/engine/protocol'
import { variantRecord } from '../../../src/renderer/experiments/keep-variant'
import {
  BackgroundTrainer,
  type Progress,
  type Trained,
} from '../../../src/renderer/experiments/trainer'
import type { EnginePort } from '../../../src/renderer/stores/engine-connection'
import { runRecordSchema } from '../../../src/shared/runs/record'
import { useTinyMnist } from '../../support/datasets'
import { EngineClient } from '../../support/engine-client'
import { shippedVariant } from '../../support/experiments'

const datasets = useTinyMnist()

/** A port with a real engine behind it, which trains whenever it may. */
function enginePort(): EnginePort & { readonly asked: EngineRequest[] } {
  const client = new EngineClient(datasets)
  let told = 0
  const port = {
    asked: [] as EngineRequest[],
    onmessage: null as EnginePort['onmessage'],
    postMessage(request: EngineRequest) {
      port.asked.push(request)
      void client.send(request).then(tell).then(advance)
    },
    close() {},
  }
  function tell() {
    const fresh: EngineEvent[] = client.events.slice(told)
    told = client.events.length
    for (const data of fresh) {
      port.onmessage?.call(undefined as never, { data } as MessageEvent)
    }
  }
  async function advance() {
    while (await client.turn()) tell()
    tell()
  }
  return port
}

const document = small(shippedVariant('10-exploding', 'identity-0.5'))

/** Ten steps that the reference backend takes at once. */
function small(shipped: GraphDocument): GraphDocument {
  const size = shipped.nodes.map(({ id, kind, attrs }): Change => {
    const set =
      kind === 'data' ? { size: 100 } : kind === 'dense' && attrs.units === 100 ? { units: 4 } : {}
    return { kind: 'setAttrs', id, attrs: set }
  })
  const training = { ...shipped.training, batchSize: 8 }
  return applyChanges(shipped, [...size, { kind: 'setTraining', training }])
}

describe('what trains beside the run', () => {
  it('trains a graph to its end on one thread, and tells how far it is', async () => {
    const port = enginePort()
    const trainer = new BackgroundTrainer(async () => port)
    const seen: Progress[] = []
    const result = await trainer.train(document, progress => seen.push(progress))
    expect(result).toMatchObject({ state: 'finished', step: 10, totalSteps: 10 })
    expect(seen.at(-1)).toEqual(result)
    expect(seen.some(({ state }) => state === 'running')).toBe(true)
    expect(port.asked.find(({ type }) => type === 'load')).toMatchObject({ threads: 1 })
  })

  it('takes one after another, whoever asks', async () => {
    const port = enginePort()
    const trainer = new BackgroundTrainer(async () => port)
    const order: string[] = []
    const first = trainer.train(document, () => order.push('first'))
    const second = trainer.train(document, () => order.push('second'))
    await Promise.all([first, second])
    expect(order.indexOf('second')).toBeGreaterThan(order.lastIndexOf('first'))
  })

  it('gives what a kept run is made of', async () => {
    const port = enginePort()
    const trainer = new BackgroundTrainer(async () => port)
    const kept: Trained[] = []
    await trainer.train(
      document,
      () => {},
      trained => kept.push(trained),
    )
    const experiment = findExperiment('10-exploding')!
    const record = variantRecord(experiment, experiment.variants.at(-1)!, kept[0]!)
    expect(runRecordSchema.safeParse(record).error).toBeUndefined()
    expect(record).toMatchObject({
      name: 'The exploding gradient: W = 0.5 I',
      summary: { origin: 'gallery', group: 'The exploding gradient', state: 'finished', step: 10 },
    })
  })

  it('fails what it trains when the engine is lost, and connects again for the next', async () => {
    const dead: EnginePort = {
      onmessage: null,
      postMessage({ type }) {
        const data = { type: 'ready', protocol: protocolVersion, backend: 'wasm' }
        if (type === 'hello') this.onmessage?.call(undefined as never, { data } as MessageEvent)
      },
      close() {},
    }
    const ports = [dead, enginePort()]
    const trainer = new BackgroundTrainer(async () => ports.shift()!)
    const lost = trainer.train(document, () => {})
    await new Promise(resolve => setImmediate(resolve))
    trainer.lose('it ended')
    expect(await lost).toMatchObject({ state: 'failed', reason: 'it ended' })
    expect(await trainer.train(document, () => {})).toMatchObject({ state: 'finished' })
  })

  it('fails where there is no engine at all', async () => {
    const trainer = new BackgroundTrainer(() => Promise.reject(new Error('no engine')))
    const seen: Progress[] = []
    const result = await trainer.train(document, progress => seen.push(progress))
    expect(result).toMatchObject({ state: 'failed', reason: 'no engine' })
    expect(seen).toEqual([result])
  })
})
