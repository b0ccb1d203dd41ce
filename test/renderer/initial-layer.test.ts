// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GraphDocument } from '../../src/engine/document/schema'
import type { EngineEvent, EngineRequest } from '../../src/engine/protocol'
import { useDocument } from '../../src/renderer/stores/document'
import { followInitialLayer, layerStore } from '../../src/renderer/stores/layer'
import { engine, type Run, useRun } from '../../src/renderer/stores/run'
import { documentOf } from '../support/documents'

type Asked = Extract<EngineRequest, { type: 'initialTensors' }>

let asked: Asked[]
let tell: (event: EngineEvent) => void
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  vi.spyOn(engine, 'send').mockImplementation(async request => {
    asked.push(request as Asked)
  })
  vi.spyOn(engine, 'listen').mockImplementation(listener => {
    tell = listener
    return () => {}
  })
  useRun.setState({ engine: { state: 'ready', backend: 'wasm' }, run: null })
  open(moons(4))
  stop = followInitialLayer('dense1')
})

afterEach(() => {
  stop()
  useRun.setState({ engine: { state: 'idle' }, run: null })
  vi.useRealTimers()
})

function moons(units: number): GraphDocument {
  return documentOf([
    { id: 'data1', kind: 'data', attrs: { dataset: 'moons', size: 100 } },
    { id: 'dense1', kind: 'dense', attrs: { units } },
    { id: 'dense2', kind: 'dense', attrs: { units: 2 } },
    { id: 'loss1', kind: 'loss' },
  ])
}

function open(document: GraphDocument): void {
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
}

function answer({ tensorsId }: Asked, message: string): void {
  const result = { ok: false as const, message, remedy: '' }
  tell({ type: 'tensors', runId: null, tensorsId, result })
}

const shown = () => {
  const { outcome } = layerStore.getState()
  return outcome && !outcome.ok ? outcome.message : null
}

describe('a layer before training', () => {
  it('is asked for at once, and again when edits that change the network are over', async () => {
    expect(asked).toMatchObject([{ type: 'initialTensors', nodeId: 'dense1' }])
    answer(asked[0]!, 'first')
    expect(shown()).toBe('first')
    const moved = moons(4).nodes.map(node => ({ ...node, position: { x: 7, y: 8 } }))
    open({ ...moons(4), nodes: moved })
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(1)
    for (const units of [5, 6, 7]) {
      open(moons(units))
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(2)
    expect(asked[1]!.document).toEqual(moons(7))
  })

  it('shows no answer that is out of date', async () => {
    open(moons(5))
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(2)
    answer(asked[1]!, 'second')
    answer(asked[0]!, 'first')
    expect(shown()).toBe('second')
    open({ ...moons(5), edges: [] })
    expect(shown()).toBeNull()
    answer(asked[1]!, 'second')
    expect(shown()).toBeNull()
  })

  it('is left to the run as soon as there is one', async () => {
    useRun.setState({ run: { id: 1, state: 'loading' } as unknown as Run })
    answer(asked[0]!, 'late')
    open(moons(9))
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(1)
    expect(shown()).toBeNull()
    useRun.setState({ run: null })
    expect(asked).toHaveLength(2)
  })

  it('is asked for again when another engine takes the place of one that ended', () => {
    useRun.setState({ engine: { state: 'crashed', reason: 'test' } })
    expect(asked).toHaveLength(1)
    useRun.setState({ engine: { state: 'ready', backend: 'wasm' } })
    expect(asked).toHaveLength(2)
  })
})
