import type { EngineEvent } from '../../../../src/engine/protocol'
import {
  activationStatistics,
  frameHeader,
  gradientStatistics,
  type Quantity,
  type TelemetryRow,
} from '../../../../src/engine/telemetry/layout'

type LoadedEvent = Extract<EngineEvent, { type: 'loaded' }>
type EvaluationEvent = Extract<EngineEvent, { type: 'evaluation' }>

/** An invented run, to look at panels without an engine. */
export interface InventedRun {
  readonly loaded: LoadedEvent
  readonly frames: Float64Array
  readonly evaluations: readonly EvaluationEvent[]
}

export const runNames = [
  'vanishing',
  'broken',
  'short',
  'learning',
  'deep',
  'waiting',
  'none',
] as const
export type RunName = (typeof runNames)[number]

/** mulberry32: the same picture every time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function createLayout(names: readonly string[]): LoadedEvent['layout'] {
  let width = frameHeader.length
  const rows: TelemetryRow[] = []
  function add(name: string, nodeId: string, kind: TelemetryRow['kind'], of: Quantity[]): void {
    const columns = Object.fromEntries(of.map(quantity => [quantity, width++]))
    rows.push({ name, nodeId, kind, shape: [16, 16], columns })
  }
  const gradient = gradientStatistics.map(s => `gradient.${s}` as const)
  for (const name of names) {
    add(`${name}.W`, name, 'param', [...gradient, 'update.ratio'])
    add(`${name}.b`, name, 'param', [...gradient, 'update.ratio'])
    add(name, name, 'output', [
      ...activationStatistics.map(s => `activation.${s}` as const),
      ...gradient,
    ])
  }
  return { width, rows, histogramLength: 0 }
}

function invent(
  names: readonly string[],
  steps: number,
  loss: (step: number, noise: () => number) => number,
  rms: (layer: number, step: number, noise: () => number) => number,
): InventedRun {
  const layout = createLayout(names)
  const random = createRandom(7)
  const noise = () => (random() + random() + random() - 1.5) / 1.5
  const frames = new Float64Array(layout.width * steps)
  const stepsPerEpoch = 112
  const evaluations: EvaluationEvent[] = []
  for (let step = 1; step <= steps; step++) {
    const offset = (step - 1) * layout.width
    const epoch = Math.ceil(step / stepsPerEpoch)
    const value = loss(step, noise)
    const accuracy = Math.min(1, Math.max(0, Math.round(64 * (1.05 * Math.exp(-value))) / 64))
    frames.set([step, epoch, value, value, accuracy, 0.1, 1 + Math.abs(noise())], offset)
    names.forEach((name, layer) => {
      const size = rms(layer, step, noise)
      for (const row of layout.rows) {
        if (row.nodeId !== name) continue
        const put = (quantity: Quantity, v: number) => {
          const column = row.columns[quantity]
          if (column !== undefined) frames[offset + column] = v
        }
        put('gradient.rms', size)
        put('gradient.meanAbs', size * 0.7)
        put('gradient.maxAbs', size * 5)
        put('gradient.zeroFraction', Math.min(1, Math.max(0, layer / 12 + 0.05 * noise())))
        put('update.ratio', size * 0.03)
      }
    })
    if (step % stepsPerEpoch === 0) {
      const measured = loss(step, () => 0.15) * 1.03
      const metrics = { loss: measured, accuracy: Math.min(1, 1.05 * Math.exp(-measured)) }
      evaluations.push({
        type: 'evaluation',
        runId: 1,
        step,
        epoch,
        part: 'validation',
        metrics,
      })
    }
  }
  const loaded: LoadedEvent = {
    type: 'loaded',
    backend: 'wasm',
    threads: 1,
    runId: 1,
    layout,
    totalSteps: steps,
    stepsPerEpoch,
    parameterCount: 14_602,
    memoryBytes: 1_400_000,
    examples: { train: 7200, validation: 1800, test: 1000 },
    firstStep: 0,
  }
  return { loaded, frames, evaluations }
}

function names(count: number, name = (i: number) => `dense${i + 1}`): string[] {
  return Array.from({ length: count }, (_, i) => name(i))
}

const flatLoss = (step: number, noise: () => number) =>
  Math.LN10 - 0.05 * (1 - Math.exp(-step / 900)) + 0.03 * noise()
const fallingLoss = (step: number, noise: () => number) =>
  2.2 * Math.exp(-step / 260) + 0.06 + (0.5 * Math.exp(-step / 400) + 0.05) * 0.4 * (1 + noise())

export function createRun(name: Exclude<RunName, 'none'>): InventedRun {
  switch (name) {
    case 'vanishing':
      return invent(names(9), 1284, flatLoss, (layer, step, noise) => {
        const size = 0.2 * 0.21 ** (8 - layer) * 10 ** (0.13 * noise())
        return size * (1 - 0.6 * (1 - Math.exp(-step / 700)) * (1 - layer / 9))
      })
    case 'broken':
      return invent(
        names(7, i => (i === 2 ? 'encoder-projection-with-a-long-name' : `hidden${i}`)),
        400,
        (step, noise) =>
          step > 330
            ? Number.NaN
            : fallingLoss(step, noise) + (step > 300 ? (step - 300) ** 2 / 90 : 0),
        (layer, step, noise) => {
          if (step > 330) return Number.NaN
          if (step > 318) return layer > 3 ? Number.POSITIVE_INFINITY : 10 ** (step - 317)
          if (layer === 1 && step > 120) return 0
          if (layer === 4 && step % 90 === 0) return 0
          return 0.01 * 1.5 ** layer * 10 ** (0.2 * noise())
        },
      )
    case 'short':
      return invent(
        names(4),
        12,
        fallingLoss,
        (layer, _, noise) => 0.01 * (layer + 1) * (1.3 + noise()),
      )
    case 'learning':
      return invent(
        names(5),
        1120,
        fallingLoss,
        (layer, step, noise) =>
          (0.002 + 0.03 * Math.exp(-step / 300)) * 1.4 ** layer * 10 ** (0.2 * noise()),
      )
    case 'deep':
      return invent(names(100), 5000, fallingLoss, (layer, step, noise) => {
        const spike = step === 2500 && layer % 10 === 0 ? 100 : 1
        return (
          spike * 0.1 * 0.88 ** (99 - layer) * 10 ** (0.15 * noise()) * (1 + Math.sin(step / 300))
        )
      })
    case 'waiting':
      return { ...invent(names(9), 0, flatLoss, () => 1), evaluations: [] }
  }
}
