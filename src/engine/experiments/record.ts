import { attenuationOf } from '../diagnosis/attenuation'
import { hiddenLayers } from '../diagnosis/main-path'
import type { Graph } from '../graph/types'
import {
  headerValue,
  type Quantity,
  rowValue,
  type TelemetryLayout,
  type TelemetryRow,
} from '../telemetry/layout'
import type { DatasetPart, Metrics } from '../training/metrics'

export const figureIds = [
  'firstStd',
  'lastStd',
  'saturation',
  'firstWeightGradient',
  'firstGradient',
  'lastGradient',
  'gradientFactor',
  'finalLoss',
  'trainAccuracy',
  'validationAccuracy',
  'testAccuracy',
  'gap',
] as const
/** A number that a run is compared by. */
export type FigureId = (typeof figureIds)[number]

export const chartIds = [
  'loss',
  'accuracy',
  'validationAccuracy',
  'activationStd',
  'gradient',
] as const
/** What is drawn: over the steps; or over the layers at the first step, the gradient at their outputs. */
export type ChartId = (typeof chartIds)[number]

export interface SeriesPoint {
  readonly x: number
  readonly y: number
}

/** Batch losses that the loss at the end is the mean of. */
const lastLosses = 50

/** Keeps of a run what it is compared by: its first frame, its losses and its evaluations. */
export class RunRecord {
  private first: Float64Array | null = null
  private readonly losses: number[] = []
  private readonly accuracies: number[] = []
  private readonly validations: SeriesPoint[] = []
  private readonly metrics: Partial<Record<DatasetPart, Metrics>> = {}

  constructor(
    private readonly graph: Graph,
    private readonly layout: TelemetryLayout,
  ) {}

  /** Takes whole frames, one after another. */
  observe(frames: Float64Array): void {
    const { width } = this.layout
    this.first ??= frames.slice(0, width)
    for (let offset = 0; offset < frames.length; offset += width) {
      this.losses.push(headerValue(frames, 'loss', offset))
      this.accuracies.push(headerValue(frames, 'accuracy', offset))
    }
  }

  evaluated(part: DatasetPart, step: number, metrics: Metrics): void {
    this.metrics[part] = metrics
    if (part === 'validation' && metrics.accuracy !== null) {
      this.validations.push({ x: step, y: metrics.accuracy })
    }
  }

  /** NaN where it is not known, or the run does not have it. */
  figure(id: FigureId): number {
    switch (id) {
      case 'firstStd':
        return this.activation(0, 'activation.std')
      case 'lastStd':
        return this.activation(-1, 'activation.std')
      case 'saturation':
        return this.activation(-1, 'activation.saturation')
      case 'firstWeightGradient':
        return this.weightGradient()
      case 'firstGradient':
        return this.gradients().at(0)?.y ?? Number.NaN
      case 'lastGradient':
        return this.gradients().at(-1)?.y ?? Number.NaN
      case 'gradientFactor':
        return this.attenuation()?.factorPerLayer ?? Number.NaN
      case 'finalLoss': {
        const last = this.losses.slice(-lastLosses)
        return last.reduce((sum, loss) => sum + loss, 0) / last.length
      }
      case 'trainAccuracy':
        return this.accuracy('train')
      case 'validationAccuracy':
        return this.accuracy('validation')
      case 'testAccuracy':
        return this.accuracy('test')
      case 'gap':
        return this.accuracy('train') - this.accuracy('test')
    }
  }

  /** At most `most` points of a curve; losses of neighbouring steps are averaged. */
  series(id: ChartId, most = 100): SeriesPoint[] {
    switch (id) {
      case 'loss':
        return meansOf(this.losses, most)
      case 'accuracy':
        return meansOf(this.accuracies, most)
      case 'validationAccuracy':
        return this.validations
      case 'activationStd':
        return this.spreads()
      case 'gradient':
        return this.gradients()
    }
  }

  private accuracy(part: DatasetPart): number {
    return this.metrics[part]?.accuracy ?? Number.NaN
  }

  private activation(index: number, quantity: Quantity): number {
    const row = this.activationRows().at(index)
    return row && this.first ? rowValue(this.first, row, quantity) : Number.NaN
  }

  /** RMS gradient of the first layer's weights. */
  private weightGradient(): number {
    const [layer] = hiddenLayers(this.graph)
    const row = this.layout.rows.find(({ name }) => name === `${layer?.id}.W`)
    return row && this.first ? rowValue(this.first, row, 'gradient.rms') : Number.NaN
  }

  private attenuation() {
    return this.first && attenuationOf(this.first, this.layout, this.graph)
  }

  private gradients(): SeriesPoint[] {
    const points = this.attenuation()?.points ?? []
    return points.map(({ depth, rms }) => ({ x: depth, y: rms }))
  }

  private spreads(): SeriesPoint[] {
    const { first } = this
    if (!first) return []
    const rows = this.activationRows()
    return rows.map((row, i) => ({ x: i + 1, y: rowValue(first, row, 'activation.std') }))
  }

  /** Outputs of the activation nodes, from the data on. */
  private activationRows(): TelemetryRow[] {
    const isActivation = new Set(
      this.graph.nodes.filter(({ kind }) => kind === 'activation').map(({ id }) => id),
    )
    return this.layout.rows.filter(row => row.kind === 'output' && isActivation.has(row.nodeId))
  }
}

function meansOf(values: readonly number[], most: number): SeriesPoint[] {
  const width = Math.max(1, Math.ceil(values.length / most))
  const points: SeriesPoint[] = []
  for (let start = 0; start < values.length; start += width) {
    const group = values.slice(start, start + width)
    const mean = group.reduce((sum, value) => sum + value, 0) / group.length
    points.push({ x: start + group.length, y: mean })
  }
  return points
}
