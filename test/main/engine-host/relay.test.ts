import { describe, expect, it } from 'vitest'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../../src/engine/protocol'
import { createEngineRelay, type WorkerListeners } from '../../../src/main/engine-host/relay'

const hello: EngineRequest = { type: 'hello', protocol: protocolVersion }
const ready: EngineEvent = { type: 'ready', protocol: protocolVersion, backend: 'wasm' }
const pause: EngineRequest = { type: 'pause', runId: 1 }
const running: EngineEvent = { type: 'state', runId: 1, state: 'running', step: 3, epoch: 0 }

class FakeWorker {
  readonly posted: EngineRequest[] = []
  terminated = false
  /** How many greetings it has not answered yet. */
  owed = 0
  constructor(
    readonly listeners: WorkerListeners,
    public allowed: readonly string[],
  ) {}
  allowData(paths: readonly string[]) {
    this.allowed = paths
  }
  post(request: EngineRequest) {
    this.posted.push(request)
    if (request.type === 'hello') this.owed++
  }
  terminate() {
    this.terminated = true
  }
  answer() {
    for (; this.owed > 0; this.owed--) this.listeners.onEvent(ready)
  }
  get types() {
    return this.posted.map(({ type }) => type)
  }
}

function setUp() {
  const workers: FakeWorker[] = []
  const events: EngineEvent[] = []
  let time = 0
  let alarms: { at: number; callback(): void }[] = []
  const relay = createEngineRelay({
    allowedData: ['/first'],
    spawn: (listeners, allowed) => {
      const worker = new FakeWorker(listeners, allowed)
      workers.push(worker)
      return worker
    },
    emit: event => events.push(event),
    patience: { load: 30_000, pause: 10_000, stop: 10_000 },
    after: (milliseconds, callback) => {
      const alarm = { at: time + milliseconds, callback }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter(other => other !== alarm)
      }
    },
  })
  function pass(milliseconds: number) {
    time += milliseconds
    const due = alarms.filter(alarm => alarm.at <= time)
    alarms = alarms.filter(alarm => alarm.at > time)
    for (const alarm of due) alarm.callback()
  }
  const messages = () =>
    events.flatMap(event =>
      event.type === 'failed' ? event.message : event.type === 'lost' ? event.reason : [],
    )
  return { relay, workers, events, messages, pass, alarms: () => alarms.length }
}

describe('relaying', () => {
  it('starts the worker with the first request and passes requests on in order', () => {
    const { relay, workers } = setUp()
    expect(workers).toHaveLength(0)
    relay.receive(hello)
    relay.receive({ type: 'run', runId: 1 })
    expect(workers).toHaveLength(1)
    expect(workers[0]!.posted).toEqual([hello, { type: 'run', runId: 1 }])
  })

  it('passes events back, and one ready for each hello of the window', () => {
    const { relay, workers, events } = setUp()
    relay.receive(hello)
    relay.receive(pause)
    workers[0]!.answer()
    workers[0]!.listeners.onEvent(running)
    expect(events).toEqual([ready, running])
  })

  it('does not take the answer to its own hello for one to a window of another version', () => {
    const { relay, workers, events } = setUp()
    relay.receive({ type: 'hello', protocol: protocolVersion + 1 })
    workers[0]!.owed = 0
    relay.receive(pause)
    workers[0]!.answer()
    expect(events).toEqual([])
  })

  it('passes telemetry on as it is, without copying it', () => {
    const { relay, workers, events } = setUp()
    relay.receive(hello)
    const frames = Float64Array.of(1, 2)
    workers[0]!.listeners.onEvent({ type: 'telemetry', runId: 1, frames, stepsPerSecond: 9 })
    expect(events[0]).toMatchObject({ type: 'telemetry' })
    expect((events[0] as { frames: Float64Array }).frames).toBe(frames)
  })

  it.each([undefined, null, 'run', {}, { type: 'exec' }, { type: 'run' }, { ...pause, extra: 1 }])(
    'refuses %j and does not bother the worker',
    value => {
      const { relay, workers, messages } = setUp()
      relay.receive(hello)
      relay.receive(value)
      expect(workers[0]!.posted).toEqual([hello])
      expect(messages()).toHaveLength(1)
    },
  )
})

describe('a worker that ends', () => {
  it('is reported once, and the next request gets a fresh one', () => {
    const { relay, workers, events, messages } = setUp()
    relay.receive(hello)
    workers[0]!.answer()
    workers[0]!.listeners.onExit('kernel broke')
    expect(events.at(-1)).toEqual({ type: 'lost', reason: 'kernel broke' })
    expect(messages()).toHaveLength(1)
    expect(workers).toHaveLength(1)
    relay.receive({ type: 'load', runId: 2, document: {} })
    expect(workers).toHaveLength(2)
    expect(workers[1]!.types).toEqual(['hello', 'load', 'hello'])
  })

  it('that was greeted by the relay gives the window no second ready', () => {
    const { relay, workers, events } = setUp()
    relay.receive(hello)
    workers[0]!.answer()
    workers[0]!.listeners.onExit('gone')
    relay.receive({ type: 'load', runId: 2, document: {} })
    workers[1]!.answer()
    expect(events.filter(event => event.type === 'ready')).toHaveLength(1)
  })

  it('does not start again by itself, so that a broken one cannot start for ever', () => {
    const { relay, workers, pass } = setUp()
    relay.receive(hello)
    workers[0]!.listeners.onExit('cannot find module')
    pass(1e9)
    expect(workers).toHaveLength(1)
  })

  it('says nothing any more once it is retired', () => {
    const { relay, workers, events } = setUp()
    relay.receive(hello)
    relay.reset()
    expect(workers[0]!.terminated).toBe(true)
    workers[0]!.listeners.onEvent(running)
    workers[0]!.listeners.onExit('terminated')
    expect(events).toEqual([])
  })
})

describe('a worker that hangs', () => {
  it('is ended and reported when it does not get past a pause', () => {
    const { relay, workers, messages, pass } = setUp()
    relay.receive(hello)
    workers[0]!.answer()
    relay.receive(pause)
    pass(9_999)
    expect(messages()).toEqual([])
    pass(1)
    expect(workers[0]!.terminated).toBe(true)
    expect(messages()).toEqual([expect.stringContaining('it did not answer for 10 s')])
    relay.receive({ type: 'load', runId: 2, document: {} })
    expect(workers).toHaveLength(2)
  })

  it('has longer for a load, which reads data and compiles', () => {
    const { relay, messages, pass } = setUp()
    relay.receive({ type: 'load', runId: 1, document: {} })
    pass(29_999)
    expect(messages()).toEqual([])
    pass(1)
    expect(messages()).toHaveLength(1)
  })

  it('is told from one that has nothing to say', () => {
    const { relay, workers, events, messages, pass } = setUp()
    relay.receive(hello)
    relay.receive(pause)
    workers[0]!.answer()
    pass(1e6)
    expect(messages()).toEqual([])
    expect(events).toEqual([ready])
  })

  it('cannot hide behind telemetry', () => {
    const { relay, workers, messages, pass } = setUp()
    relay.receive(hello)
    workers[0]!.answer()
    relay.receive(pause)
    for (let second = 0; second < 10; second++) {
      const frames = new Float64Array(1)
      workers[0]!.listeners.onEvent({ type: 'telemetry', runId: 1, frames, stepsPerSecond: 1 })
      pass(1_000)
    }
    expect(messages()).toHaveLength(1)
  })

  it('is not waited for when the window is gone', () => {
    const { relay, events, pass, alarms } = setUp()
    relay.receive(pause)
    expect(alarms()).toBe(1)
    relay.reset()
    expect(alarms()).toBe(0)
    pass(1e6)
    expect(events).toEqual([])
  })
})

it('what may be read comes from main alone, and goes to every worker', () => {
  const { relay, workers, messages } = setUp()
  relay.receive(hello)
  expect(workers[0]!.allowed).toEqual(['/first'])
  relay.allowData(['/first', '/second'])
  expect(workers[0]!.allowed).toEqual(['/first', '/second'])
  relay.receive({ type: 'allowData', paths: ['/etc'] })
  expect(messages()[0]).toContain('refused a request')
  expect(workers[0]!.allowed).toEqual(['/first', '/second'])
  workers[0]!.listeners.onExit('it ended')
  relay.receive(pause)
  expect(workers[1]!.allowed).toEqual(['/first', '/second'])
})
