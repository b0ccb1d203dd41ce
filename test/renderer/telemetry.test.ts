import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineEvent } from '../../src/engine/protocol'
import { frameHeader } from '../../src/engine/telemetry/layout'
import { telemetry, telemetryStore } from '../../src/renderer/stores/telemetry'

const width = frameHeader.length + 1
const loaded: Extract<EngineEvent, { type: 'loaded' }> = {
  type: 'loaded',
  backend: 'wasm',
  threads: 1,
  runId: 1,
  layout: {
    width,
    rows: [
      {
        name: 'dense1.W',
        nodeId: 'dense1',
        kind: 'param',
        shape: [4, 3],
        columns: { 'gradient.rms': frameHeader.length },
      },
    ],
    histogramLength: 2,
  },
  totalSteps: 100,
  stepsPerEpoch: 10,
  parameterCount: 12,
  memoryBytes: 1,
  examples: { train: 1, validation: 1, test: 1 },
  firstStep: 0,
}

function frame(step: number, rms: number): Float64Array {
  const values = new Float64Array(width)
  values[0] = step
  values[width - 1] = rms
  return values
}

function evaluation(step: number, loss = 1): Extract<EngineEvent, { type: 'evaluation' }> {
  const metrics = { loss, accuracy: 0.5 }
  return { type: 'evaluation', runId: 1, step, epoch: 1, part: 'validation', metrics }
}

let callbacks: FrameRequestCallback[] = []
function nextAnimationFrame(): void {
  const due = callbacks
  callbacks = []
  for (const callback of due) callback(0)
}

beforeEach(() => {
  callbacks = []
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    callbacks.push(callback),
  )
  telemetry.clear()
  nextAnimationFrame()
})
afterEach(() => {
  nextAnimationFrame()
  vi.unstubAllGlobals()
})

describe('telemetry store', () => {
  it('bumps its version once per animation frame however much arrives', () => {
    const before = telemetryStore.getState().version
    telemetry.beginRun(loaded)
    for (let step = 1; step <= 50; step++) telemetry.appendFrames(frame(step, 1))
    telemetry.addEvaluation(evaluation(50))
    expect(telemetryStore.getState().version).toBe(before)
    expect(callbacks).toHaveLength(1)
    nextAnimationFrame()
    expect(telemetryStore.getState().version).toBe(before + 1)
    expect(telemetryStore.getState().history?.count).toBe(50)
    telemetry.appendFrames(frame(51, 1))
    nextAnimationFrame()
    expect(telemetryStore.getState().version).toBe(before + 2)
  })

  it('keeps counted gradients of the run, and of no other', () => {
    telemetry.beginRun(loaded)
    telemetry.addHistograms(1, Float64Array.of(3, 4))
    telemetry.addHistograms(21, Float64Array.of(5, 6))
    nextAnimationFrame()
    const { histograms } = telemetryStore.getState()
    expect([...histograms!.at(20)!.counts]).toEqual([3, 4])
    expect(histograms!.at(500)?.step).toBe(21)
    telemetry.beginRun(loaded)
    nextAnimationFrame()
    expect(telemetryStore.getState().histograms?.at(500)).toBeNull()
  })

  it('drops frames that belong to no run', () => {
    telemetry.appendFrames(frame(1, 1))
    nextAnimationFrame()
    expect(telemetryStore.getState().history).toBeNull()
  })

  it('starts over when a reset run begins again at step 1', () => {
    telemetry.beginRun(loaded)
    telemetry.appendFrames(frame(1, 1))
    telemetry.appendFrames(frame(2, 1))
    telemetry.addEvaluation(evaluation(2))
    telemetry.appendFrames(frame(1, 3))
    nextAnimationFrame()
    const { history, evaluations } = telemetryStore.getState()
    expect(history?.count).toBe(1)
    expect(evaluations).toEqual([])
  })

  it('holds one evaluation per part and step, and a bounded number of them', () => {
    telemetry.beginRun(loaded)
    telemetry.addEvaluation(evaluation(1, 2))
    telemetry.addEvaluation(evaluation(1, 3))
    nextAnimationFrame()
    expect(telemetryStore.getState().evaluations).toMatchObject([{ step: 1, loss: 3 }])
    for (let step = 2; step < 6000; step++) telemetry.addEvaluation(evaluation(step))
    nextAnimationFrame()
    const { evaluations } = telemetryStore.getState()
    expect(evaluations.length).toBeLessThanOrEqual(4096)
    expect(evaluations.at(-1)?.step).toBe(5999)
  })
})
