// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../../src/engine/protocol'
import {
  followDataView,
  readAgain,
  showDroppedData,
  useDataView,
} from '../../../src/renderer/stores/data-view'
import { useDocument } from '../../../src/renderer/stores/document'
import type { EnginePort } from '../../../src/renderer/stores/engine-connection'
import { engine } from '../../../src/renderer/stores/run'
import { mnistDocument } from '../../support/documents'

let sent: EngineRequest[] = []
let stop = () => {}

/** Answers nothing but a greeting. */
async function silentPort(): Promise<EnginePort> {
  const port: EnginePort = {
    postMessage: request => {
      sent.push(request)
      const ready: EngineEvent = { type: 'ready', protocol: protocolVersion, backend: 'wasm' }
      const event = { data: ready } as MessageEvent
      if (request.type === 'hello') queueMicrotask(() => port.onmessage?.call(null as never, event))
    },
    onmessage: null,
    close: () => {},
  }
  return port
}

const inspections = () => sent.filter(({ type }) => type === 'inspectData')
const reading = () => useDataView.getState().reading.state

beforeEach(async () => {
  sent = []
  engine.crashed('test')
  engine.use(silentPort)
  await engine.connect()
  const document = mnistDocument([4])
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
  stop = followDataView()
})

afterEach(() => stop())

it('data that the engine ended over is said to be unread, and read again when asked for', async () => {
  showDroppedData('ownTable', '/data/huge.csv')
  await vi.waitFor(() => expect(inspections()).toHaveLength(1))
  expect(reading()).toBe('reading')
  engine.crashed('it ran out of memory')
  expect(reading()).toBe('lost')
  expect(inspections()).toHaveLength(1)
  readAgain()
  expect(reading()).toBe('reading')
  await vi.waitFor(() => expect(inspections()).toHaveLength(2))
  expect(inspections()[1]).toMatchObject({ attrs: { path: '/data/huge.csv' } })
})
