// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineEvent, EngineRequest } from '../../src/engine/protocol'
import { engine, type Run, useRun } from '../../src/renderer/stores/run'
import { inquire } from '../../src/renderer/stores/run-inquiry'

type Asked = Extract<EngineRequest, { type: 'activations' }>

let asked: Asked[]
let tell: (event: EngineEvent) => void
let shown: number[]
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  shown = []
  vi.spyOn(engine, 'send').mockImplementation(async request => {
    asked.push(request as Asked)
  })
  vi.spyOn(engine, 'listen').mockImplementation(listener => {
    tell = listener
    return () => {}
  })
  useRun.setState({ run: null })
  stop = inquire<number>({
    ask: (runId, activationsId) => ({ type: 'activations', runId, activationsId }),
    answerOf: event =>
      event.type === 'activations'
        ? { id: event.activationsId, runId: event.runId, value: event.activationsId }
        : null,
    show: value => shown.push(value),
  })
})

afterEach(() => {
  stop()
  useRun.setState({ run: null })
  vi.useRealTimers()
})

function at(step: number, state: Run['state'] = 'running', id = 1, isGone = false): void {
  useRun.setState({ run: { id, step, state, isGone, loaded: {} } as unknown as Run })
}

function answer(to: Asked | undefined): void {
  const { runId, activationsId } = to!
  const result = { ok: false as const, message: '', remedy: '' }
  tell({ type: 'activations', runId, activationsId, result })
}

describe('asking about a run', () => {
  it('asks once for a run that stands still', async () => {
    at(7, 'paused')
    answer(asked[0])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
    expect(shown).toEqual([asked[0]!.activationsId])
    at(8, 'paused')
    expect(asked).toHaveLength(2)
  })

  it('never asks before it was answered, nor more than five times a second', async () => {
    for (let step = 1; step <= 1000; step++) {
      at(step)
      await vi.advanceTimersByTimeAsync(10)
      if (step === 200) expect(asked).toHaveLength(1)
      if (step >= 200) for (const each of asked.slice(shown.length)) answer(each)
    }
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.length).toBeLessThanOrEqual(42)
  })

  it('waits longer where answers take long', async () => {
    at(1)
    await vi.advanceTimersByTimeAsync(1000)
    answer(asked[0])
    at(2)
    await vi.advanceTimersByTimeAsync(2900)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(asked).toHaveLength(2)
  })

  it('asks anew of another run, and takes no answer of the old one', async () => {
    at(1, 'running', 1)
    at(1, 'running', 2)
    expect(asked.map(({ runId }) => runId)).toEqual([1, 2])
    answer(asked[0])
    expect(shown).toEqual([])
    answer(asked[1])
    expect(shown).toEqual([asked[1]!.activationsId])
  })

  it('asks nothing while the window is hidden, and at once when it is seen again', async () => {
    at(1)
    answer(asked[0])
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    at(2)
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(1)
    hidden.mockReturnValue(false)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(asked).toHaveLength(2)
  })

  it('asks nothing of a run that is lost or not compiled yet', () => {
    at(1, 'lost', 1, true)
    at(9, 'finished', 2, true)
    useRun.setState({ run: { id: 3, step: 0, state: 'loading', loaded: null } as unknown as Run })
    expect(asked).toEqual([])
  })
})
