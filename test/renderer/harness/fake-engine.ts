import { parseDocumentValue } from '../../../src/engine/document/parse'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import { nodeKind } from '../../../src/engine/nodes/index'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../../src/engine/protocol'
import {
  activationStatistics,
  frameHeader,
  gradientStatistics,
  type Quantity,
  type TelemetryLayout,
  type TelemetryRow,
  updateStatistics,
} from '../../../src/engine/telemetry/layout'

const totalSteps = 560
const stepsPerEpoch = 112

/** Answers the protocol with invented figures that look like a run. */
export function serveFakeEngine(port: MessagePort): void {
  let layout: TelemetryLayout = { width: 0, rows: [], histogramLength: 0 }
  let runId = 0
  let step = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const send = (event: EngineEvent) => port.postMessage(event)
  const state = (name: 'ready' | 'running' | 'paused' | 'finished' | 'stopped') =>
    send({ type: 'state', runId, state: name, step, epoch: Math.floor(step / stepsPerEpoch) })
  const halt = () => clearInterval(timer)
  const evaluate = (part: 'validation' | 'test') => {
    const loss = 0.2 + 2 * Math.exp(-step / 120)
    const metrics = { loss, accuracy: 0.97 - 0.8 * Math.exp(-step / 90) }
    send({ type: 'evaluation', runId, step, epoch: 0, part, metrics })
  }
  const advance = (count: number) => {
    const steps = Math.min(count, totalSteps - step)
    const frames = new Float64Array(steps * layout.width)
    for (let i = 0; i < steps; i++) fakeFrame(frames, i * layout.width, layout, ++step)
    send({ type: 'telemetry', runId, frames, stepsPerSecond: 212.4 })
    if (step % 28 === 0) evaluate('validation')
    if (step < totalSteps) return
    halt()
    evaluate('test')
    state('finished')
  }
  port.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    switch (data.type) {
      case 'hello':
        return send({ type: 'ready', protocol: protocolVersion, backend: 'wasm' })
      case 'load': {
        halt()
        step = 0
        runId = data.runId
        const parsed = parseDocumentValue(data.document)
        if (parsed.kind !== 'ok') return
        layout = fakeLayout(parsed.document)
        send({
          type: 'loaded',
          backend: 'wasm',
          threads: 1,
          runId,
          layout,
          totalSteps,
          stepsPerEpoch,
          parameterCount: 0,
          memoryBytes: 1_400_000,
          examples: { train: 7200, validation: 1800, test: 1000 },
          firstStep: 0,
        })
        return state('ready')
      }
      case 'run':
        halt()
        timer = setInterval(() => advance(7), 33)
        return state('running')
      case 'pause':
        halt()
        return state('paused')
      case 'step':
        advance(1)
        return state('paused')
      case 'stop':
        halt()
        evaluate('test')
        return state('stopped')
      case 'reset':
        halt()
        step = 0
        return state('ready')
    }
  }
}

function fakeLayout(document: GraphDocument): TelemetryLayout {
  let width: number = frameHeader.length
  const columns = (names: readonly Quantity[]) =>
    Object.fromEntries(names.map(name => [name, width++]))
  const gradient = gradientStatistics.map(name => `gradient.${name}` as const)
  const update = updateStatistics.map(name => `update.${name}` as const)
  const output = activationStatistics.map(name => `activation.${name}` as const)
  const rows = (analyze(document).graph?.nodes ?? []).flatMap(node => {
    const params = Object.entries(nodeKind(node.kind).params(node.inputShapes, node.attrs as never))
    return [
      ...params.map(
        ([name, { shape }]): TelemetryRow => ({
          name: `${node.id}.${name}`,
          nodeId: node.id,
          kind: 'param',
          shape,
          columns: columns([...gradient, ...update]),
        }),
      ),
      ...(node.kind === 'activation'
        ? [
            {
              name: node.id,
              nodeId: node.id,
              kind: 'output' as const,
              shape: node.shape,
              columns: columns([...output, ...gradient]),
            },
          ]
        : []),
    ]
  })
  return { width, rows, histogramLength: 0 }
}

function fakeFrame(frames: Float64Array, at: number, layout: TelemetryLayout, step: number): void {
  const loss = 0.2 + 2.1 * Math.exp(-step / 120) + 0.05 * Math.sin(step)
  const header = [
    step,
    Math.floor(step / stepsPerEpoch),
    loss,
    loss,
    0.9 - Math.exp(-step / 90),
    0.1,
    1,
  ]
  frames.set(header, at)
  layout.rows.forEach((row, index) => {
    const depth = (layout.rows.length - index) / layout.rows.length
    const rms = 0.3 * 10 ** (-5 * depth + 0.3 * Math.sin(step / 20 + index))
    const write = (quantity: Quantity, value: number) => {
      const column = row.columns[quantity]
      if (column !== undefined) frames[at + column] = value
    }
    write('gradient.rms', rms)
    write('gradient.meanAbs', rms * 0.8)
    write('gradient.maxAbs', rms * 4)
    write('gradient.zeroFraction', 0.12)
    write('update.ratio', rms * 0.02)
    write('activation.mean', 0.5 + 0.01 * Math.sin(step))
    write('activation.std', 0.11)
  })
}
