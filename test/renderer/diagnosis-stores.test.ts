// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fixesOf } from '../../src/engine/diagnosis/fixes'
import type { GraphDocument } from '../../src/engine/document/schema'
import { EngineService } from '../../src/engine/node/engine-service'
import type { EngineEvent, EngineRequest } from '../../src/engine/protocol'
import { currentDocument, useDocument } from '../../src/renderer/stores/document'
import type { EnginePort } from '../../src/renderer/stores/engine-connection'
import {
  applyAndCompare,
  endComparison,
  followFindings,
  previewFix,
  useFindings,
} from '../../src/renderer/stores/findings'
import { toasts } from '../../src/renderer/stores/messages'
import { engine, useRun } from '../../src/renderer/stores/run'
import { useSettings } from '../../src/renderer/stores/settings'
import { telemetryStore } from '../../src/renderer/stores/telemetry'
import {
  cancelCheck,
  checkGradients,
  followTrust,
  isOutdated,
  nodeTrust,
  useTrust,
} from '../../src/renderer/stores/trust'
import { followXray, lastExamined, useXray } from '../../src/renderer/stores/xray'
import { useTinyMnist } from '../support/datasets'
import { mnistDocument } from '../support/documents'

const datasetsDirectory = useTinyMnist({ train: 80, test: 20 })

/** The engine itself behind a port. */
function enginePort(): { port: EnginePort; requests: EngineRequest[] } {
  const requests: EngineRequest[] = []
  const port: EnginePort = {
    postMessage: request => {
      requests.push(request)
      void service.handle(structuredClone(request))
    },
    onmessage: null,
    close: () => {},
  }
  const service = new EngineService({
    datasetsDirectory,
    runtimes: null,
    post: (event: EngineEvent) =>
      port.onmessage?.call(null as never, { data: structuredClone(event) } as MessageEvent),
    now: () => performance.now(),
    yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
  })
  return { port, requests }
}

let requests: EngineRequest[] = []
let stops: (() => void)[] = []

function open(document: GraphDocument): void {
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
}

function setAttrs(id: string, attrs: Record<string, string | number>): void {
  useDocument.getState().edit({ key: 'history.training' }, [{ kind: 'setAttrs', id, attrs }])
}

const document = () => currentDocument(useDocument.getState())
const finished = () =>
  vi.waitFor(() => expect(useRun.getState().run?.state).toBe('finished'), { timeout: 20_000 })
const rules = () => useFindings.getState().summary?.findings.map(({ rule }) => rule) ?? []

beforeEach(async () => {
  const { port, requests: sent } = enginePort()
  requests = sent
  engine.crashed('test')
  engine.forget()
  engine.use(async () => port)
  useSettings.setState({ thresholds: {} })
  stops = [followFindings(), followXray(), followTrust()]
  await engine.connect()
})

afterEach(() => {
  endComparison()
  for (const stop of stops) stop()
})

/** Weights of 0: found at the first step. */
function dead(): GraphDocument {
  const sound = mnistDocument([8, 8], { batchSize: 16, epochs: 4 })
  const nodes = sound.nodes.map(node =>
    node.kind === 'dense' ? { ...node, attrs: { ...node.attrs, init: 'zeros' } } : node,
  )
  return { ...sound, nodes }
}

/** Nothing in it dies or saturates: large steps end in overflow. */
function linear(document: GraphDocument): GraphDocument {
  const nodes = document.nodes.map(node =>
    node.kind === 'activation' ? { ...node, attrs: { ...node.attrs, function: 'identity' } } : node,
  )
  return { ...document, nodes }
}

describe('findings', () => {
  it('follow a run, and go with it', async () => {
    open(dead())
    await engine.train(document())
    await finished()
    expect(rules()).toContain('identicalUnits')
    expect(useFindings.getState().summary?.step).toBe(16)
    expect(useFindings.getState().summary?.evaluations.test).toBeDefined()
    engine.forget()
    expect(useFindings.getState().summary).toBeNull()
  })

  it('take the place of the message that a run diverged', async () => {
    const [add, close] = [vi.spyOn(toasts, 'add'), vi.spyOn(toasts, 'close')]
    const optimizer = { kind: 'sgd' as const, learningRate: 1000 }
    open(linear(mnistDocument([8, 8, 8], { batchSize: 16, epochs: 4, optimizer })))
    await engine.train(document())
    await vi.waitFor(() => expect(useRun.getState().run?.state).toBe('diverged'))
    await vi.waitFor(() => expect(rules()).toContain('diverged'))
    const added = add.mock.results.map(({ value }) => value)
    expect(added).toHaveLength(1)
    await vi.waitFor(() => expect(close.mock.calls.map(([id]) => id)).toEqual(added))
  })

  it('start afresh when a run is reset', async () => {
    open(mnistDocument([8], { batchSize: 16, epochs: 3 }))
    await engine.step(document())
    await vi.waitFor(() => expect(useFindings.getState().summary?.step).toBe(1))
    engine.reset(document())
    await vi.waitFor(() => expect(useFindings.getState().summary?.step).toBe(0))
    await engine.step(document())
    await vi.waitFor(() => expect(useFindings.getState().summary?.step).toBe(1))
  })

  it('compare the run before a fix with the one after it, at the same step and seed', async () => {
    open(dead())
    await engine.train(document())
    await finished()
    const before = useFindings.getState().summary!
    const found = before.findings.find(({ rule }) => rule === 'identicalUnits')!
    const [fix] = fixesOf(found, document())
    const { length } = useDocument.getState().history.past
    const fixed = applyAndCompare(fix!)
    expect(useDocument.getState().history.past).toHaveLength(length + 1)
    expect(fixed.training.seed).toBe(dead().training.seed)
    await engine.train(fixed)
    await finished()
    const { comparison } = useFindings.getState()
    expect(comparison?.before).toEqual(before)
    expect(comparison?.after?.step).toBe(before.step)
    expect(comparison?.after?.findings.map(({ rule }) => rule)).not.toContain('identicalUnits')
    expect(comparison?.after?.firstGradient).toBeGreaterThan(0)
    open(dead())
    expect(useFindings.getState().comparison).toBeNull()
  })

  it('compare with what a shorter run came to, not with the end of a longer one', async () => {
    open(dead())
    await engine.step(document())
    await vi.waitFor(() => expect(rules()).toContain('identicalUnits'))
    const found = useFindings.getState().summary!.findings[0]!
    const fixed = applyAndCompare(fixesOf(found, document())[0]!)
    await engine.train(fixed)
    await finished()
    expect(useFindings.getState().summary?.step).toBe(16)
    expect(useFindings.getState().comparison?.after?.step).toBe(1)
  })

  it('are judged again when thresholds change', async () => {
    open(mnistDocument([8, 8], { batchSize: 16, epochs: 4 }))
    await engine.train(document())
    await finished()
    // The history is published with the next animation frame.
    await vi.waitFor(() => expect(telemetryStore.getState().history?.count).toBe(16))
    const before = rules()
    expect(before).not.toContain('exploding')
    useSettings.setState({ thresholds: { explodingNorm: 1e-6 } })
    expect(rules()).toContain('exploding')
    useSettings.setState({ thresholds: {} })
    expect(rules()).toEqual(before)
  })

  it('a preview names the nodes of the fix, and an edit ends it', async () => {
    open(dead())
    const [fix] = fixesOf({ rule: 'identicalUnits', cause: 'zeroWeights' }, document())
    previewFix(fix!)
    expect([...useFindings.getState().preview!.nodeIds].toSorted()).toEqual([
      'dense1',
      'dense2',
      'dense3',
    ])
    setAttrs('dense1', { units: 5 })
    expect(useFindings.getState().preview).toBeNull()
  })
})

describe('the look before training', () => {
  const ready = () =>
    vi.waitFor(() => expect(useXray.getState().now.state).toBe('ready'), { timeout: 5000 })
  const asked = () => requests.filter(({ type }) => type === 'xray').length
  const examined = () => lastExamined(useXray.getState().now)!

  it('follows edits, once for several in a row', async () => {
    open(mnistDocument([8], { batchSize: 16 }))
    await ready()
    expect(asked()).toBe(1)
    const before = examined().gradients.get('dense1')
    setAttrs('dense1', { units: 9 })
    setAttrs('dense1', { units: 10 })
    expect(useXray.getState().now.state).toBe('working')
    await ready()
    expect(asked()).toBe(2)
    expect(examined().document).toBe(document())
    expect(examined().gradients.get('dense1')).not.toBe(before)
  })

  it('has what one step can tell, and nothing for a graph that has errors', async () => {
    open(dead())
    await ready()
    expect(examined().findings.map(({ rule }) => rule)).toContain('identicalUnits')
    useDocument
      .getState()
      .edit({ key: 'history.training' }, [{ kind: 'removeNodes', ids: ['loss1'] }])
    expect(useXray.getState().now.state).toBe('none')
  })

  it('does not ask again when a node is moved or renamed', async () => {
    open(mnistDocument([8], { batchSize: 16 }))
    await ready()
    useDocument.getState().edit({ key: 'history.training' }, [
      { kind: 'setLabel', id: 'dense1', label: 'fc' },
      { kind: 'moveNodes', positions: { dense1: { x: 7, y: 7 } } },
    ])
    expect(useXray.getState().now.state).toBe('ready')
    expect(asked()).toBe(1)
  })

  it('is asked for again after a run that overtook it', async () => {
    open(mnistDocument([8], { batchSize: 16, epochs: 2 }))
    await vi.waitFor(() => expect(asked()).toBe(1))
    await engine.train(document())
    expect(useXray.getState().now.state).not.toBe('working')
    await finished()
    await ready()
  })

  it('waits for a run to end', async () => {
    open(mnistDocument([8], { batchSize: 16, epochs: 4 }))
    await ready()
    await engine.train(document())
    setAttrs('dense1', { units: 11 })
    expect(useXray.getState().now.state).toBe('busy')
    await finished()
    await ready()
    expect(examined().document).toBe(document())
  })

  it('is not waited for where the engine is gone, and taken once it is back', async () => {
    open(mnistDocument([4], { batchSize: 16 }))
    expect(useXray.getState().now.state).toBe('working')
    engine.crashed('it ended with code 1')
    expect(useXray.getState().now).toMatchObject({
      state: 'refused',
      message: 'The engine stopped.',
    })
    await engine.connect()
    await ready()
  })
})

describe('the gradient check', () => {
  const done = () =>
    vi.waitFor(() => expect(useTrust.getState().check.state).toBe('done'), { timeout: 20_000 })

  it('tells how far it is, then every node, until the graph changes', async () => {
    const progress: string[] = []
    const stop = useTrust.subscribe(({ check }) => {
      if (check.state === 'checking' && check.progress) progress.push(check.progress.tensor)
    })
    open(mnistDocument([4], { batchSize: 16 }))
    checkGradients()
    expect(useTrust.getState().open).toBe(true)
    await done()
    stop()
    expect(progress).toEqual(['dense1.W', 'dense1.b', 'dense2.W', 'dense2.b'])
    const { check } = useTrust.getState()
    const trust = nodeTrust(check, document(), 'dense2')
    expect(trust?.verdict).toBe('verified')
    expect(trust?.error).toBeLessThan(1e-6)
    expect(nodeTrust(check, document(), 'relu1')).toBeNull()
    useDocument
      .getState()
      .edit({ key: 'history.training' }, [{ kind: 'setLabel', id: 'dense1', label: 'fc' }])
    expect(isOutdated(check, document())).toBe(false)
    setAttrs('dense1', { units: 5 })
    expect(isOutdated(check, document())).toBe(true)
    expect(nodeTrust(check, document(), 'dense2')).toBeNull()
  })

  it('is given up when asked, and the next one is answered', async () => {
    open(mnistDocument([4], { batchSize: 16 }))
    checkGradients()
    cancelCheck()
    expect(useTrust.getState().check.state).toBe('none')
    checkGradients()
    await done()
  })

  it('ends with the engine', () => {
    open(mnistDocument([4], { batchSize: 16 }))
    checkGradients()
    engine.crashed('test')
    expect(useTrust.getState().check.state).toBe('none')
  })
})
