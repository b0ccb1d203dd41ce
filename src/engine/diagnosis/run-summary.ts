import type { TrainingConfig } from '../document/schema'
import type { Graph } from '../graph/types'
import { frameHeader, headerValue, type TelemetryLayout } from '../telemetry/layout'
import type { DatasetPart, Metrics } from '../training/metrics'
import { attenuationOf } from './attenuation'
import type { Finding, Thresholds } from './finding'
import { RunMonitor } from './monitor'

/** Measured steps whose mean stands for the training loss: one batch alone says little. */
const lossWindow = 50

export interface MeasuredMetrics extends Metrics {
  readonly step: number
}

/** An evaluation as the engine reports it. */
export interface EvaluatedPart {
  readonly step: number
  readonly part: DatasetPart
  readonly metrics: Metrics
  readonly deadUnits?: readonly { readonly nodeId: string; readonly share: number }[]
}

/** What became of a run up to a step: enough to compare two runs. */
export interface RunSummary {
  /** The last measured step; 0 before the first. */
  readonly step: number
  /** Means over the last 50 measured steps; NaN where there is none. */
  readonly trainLoss: number
  readonly trainAccuracy: number
  /** The newest evaluation of each part. */
  readonly evaluations: Readonly<Partial<Record<DatasetPart, MeasuredMetrics>>>
  /** RMS gradient at the outputs of the first and the last hidden layer, at the last step. */
  readonly firstGradient: number
  readonly lastGradient: number
  /** What a layer multiplies the gradient by on its way back, at the last step. */
  readonly factorPerLayer: number
  readonly findings: readonly Finding[]
}

/**
 * Follows a run: its findings and what is needed to compare it with another. Frames after `lastStep`
 * and evaluations of later weights do not count, so that a run can be compared at the step where
 * another one ended.
 */
export class RunRecorder {
  private readonly monitor: RunMonitor
  private readonly losses = new Float64Array(lossWindow)
  private readonly accuracies = new Float64Array(lossWindow)
  private readonly newest: Float64Array
  private readonly evaluations: Partial<Record<DatasetPart, MeasuredMetrics>> = {}
  private count = 0

  constructor(
    private readonly graph: Graph,
    private readonly layout: TelemetryLayout,
    training: TrainingConfig,
    thresholds: Partial<Thresholds> = {},
    private readonly lastStep = Number.POSITIVE_INFINITY,
  ) {
    this.monitor = new RunMonitor(graph, layout, training, thresholds)
    this.newest = new Float64Array(layout.width).fill(Number.NaN)
  }

  /** The last step that was seen; 0 before the first. */
  get step(): number {
    return this.count === 0 ? 0 : headerValue(this.newest, 'step')
  }

  /** Takes whole frames, oldest first. */
  observe(frames: Float64Array): void {
    const { width } = this.layout
    let newest = -1
    for (let offset = 0; offset + width <= frames.length; offset += width) {
      if (frames[offset + stepColumn]! > this.lastStep) break
      this.monitor.observe(frames, offset)
      this.losses[this.count % lossWindow] = frames[offset + lossColumn]!
      this.accuracies[this.count % lossWindow] = frames[offset + accuracyColumn]!
      this.count++
      newest = offset
    }
    if (newest >= 0) this.newest.set(frames.subarray(newest, newest + width))
  }

  evaluated({ step, part, metrics, deadUnits = [] }: EvaluatedPart): void {
    if (step > this.lastStep) return
    this.evaluations[part] = { step, ...metrics }
    if (part === 'validation') this.monitor.evaluated({ step, ...metrics, deadUnits })
  }

  summary(): RunSummary {
    const { points, factorPerLayer } = attenuationOf(this.newest, this.layout, this.graph)
    const filled = Math.min(this.count, lossWindow)
    return {
      step: this.step,
      trainLoss: mean(this.losses, filled),
      trainAccuracy: mean(this.accuracies, filled),
      evaluations: { ...this.evaluations },
      firstGradient: points[0]?.rms ?? Number.NaN,
      lastGradient: points.at(-1)?.rms ?? Number.NaN,
      factorPerLayer,
      findings: this.monitor.findings(),
    }
  }
}

const stepColumn = frameHeader.indexOf('step')
const lossColumn = frameHeader.indexOf('dataLoss')
const accuracyColumn = frameHeader.indexOf('accuracy')

function mean(values: Float64Array, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]!
  return count === 0 ? Number.NaN : sum / count
}
