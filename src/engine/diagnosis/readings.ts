import type { Graph, GraphNode } from '../graph/types'
import {
  type FrameHeaderField,
  headerValue,
  type Quantity,
  type TelemetryLayout,
  type TelemetryRow,
} from '../telemetry/layout'
import { hiddenLayers, mainPath } from './main-path'

/** A dense layer's columns, looked up once: a run has many frames. */
export interface LayerColumns {
  readonly nodeId: string
  /** Of the weight tensor. */
  readonly gradientMean: number
  readonly gradientRms: number
  readonly updateRatio: number
  /** Of the layer's output. */
  readonly deltaRms: number
  readonly std: number
  /** Of what comes into the layer. */
  readonly inputMean: number
  readonly inputStd: number
  /** By what dropout on the way from the data to the layer multiplies the deviation, in expectation. */
  readonly dropoutGrowth: number
}

/** Where the numbers that rules judge by stand in a frame. */
export class Readings {
  /** From the data to the loss; the last dense layer is `head`. */
  readonly hidden: readonly LayerColumns[]
  readonly head: LayerColumns | null
  /** Element-wise activations that have flat ends. */
  readonly saturating: readonly { readonly nodeId: string; readonly column: number }[]
  /** Of every activation, the column of the share of zeros in the gradient at its input. */
  readonly passedOn: readonly { readonly nodeId: string; readonly column: number }[]
  private readonly inputColumns: { readonly mean: number; readonly std: number } | null
  /** Columns that count what is NaN or infinite. */
  private readonly brokenCounts: Int32Array
  /** Columns of the spread of outputs, which is no number where one of them is none. */
  private readonly spreads: Int32Array
  /** The layers that speak for the length of steps: the hidden ones, or the only one. */
  private readonly trained: readonly LayerColumns[]
  private readonly ratios: Float64Array
  private readonly params: ReadonlyMap<string, TelemetryRow>
  private readonly outputs: ReadonlyMap<string, TelemetryRow>

  constructor(
    readonly graph: Graph,
    readonly layout: TelemetryLayout,
  ) {
    this.params = rowsBy('name', 'param', layout)
    this.outputs = rowsBy('nodeId', 'output', layout)
    const layers = this.layersOf(mainPath(graph))
    this.hidden = layers.slice(0, hiddenLayers(graph).length)
    this.head = layers.at(-1) ?? null
    this.saturating = graph.nodes
      .filter(({ kind, attrs }) => kind === 'activation' && !isPiecewiseLinear(attrs.function))
      .flatMap(({ id }) => {
        const column = this.outputColumn(id, 'activation.saturation')
        return column < 0 ? [] : [{ nodeId: id, column }]
      })
    this.spreads = Int32Array.from(
      layout.rows.flatMap(({ columns }) => columns['activation.std'] ?? []),
    )
    this.passedOn = graph.nodes.flatMap(({ id, kind, inputs }) => {
      if (kind !== 'activation') return []
      const column = this.outputColumn(inputs[0] ?? '', 'gradient.zeroFraction')
      return column < 0 ? [] : [{ nodeId: id, column }]
    })
    this.brokenCounts = Int32Array.from(
      layout.rows.flatMap(({ columns }) =>
        [columns['gradient.nanCount'], columns['gradient.infCount']].filter(
          column => column !== undefined,
        ),
      ),
    )
    this.trained = this.hidden.length > 0 ? this.hidden : layers
    this.ratios = new Float64Array(this.trained.length)
    const mean = this.outputColumn(graph.data.id, 'activation.mean')
    const std = this.outputColumn(graph.data.id, 'activation.std')
    this.inputColumns = mean < 0 ? null : { mean, std }
  }

  /** Looks at the frame that starts at `offset`. */
  at(frame: ArrayLike<number>, offset = 0): Reading {
    return new Reading(this, frame, offset)
  }

  input(value: (column: number) => number): { readonly mean: number; readonly std: number } | null {
    const columns = this.inputColumns
    return columns && { mean: value(columns.mean), std: value(columns.std) }
  }

  isBroken(value: (column: number) => number): boolean {
    return (
      this.brokenCounts.some(column => value(column) > 0) ||
      this.spreads.some(column => !Number.isFinite(value(column)))
    )
  }

  /** The median over the layers, so that one odd layer does not speak for the rate. */
  medianUpdate(value: (column: number) => number): number {
    let count = 0
    for (const { updateRatio } of this.trained) {
      const ratio = value(updateRatio)
      if (Number.isFinite(ratio)) this.ratios[count++] = ratio
    }
    this.ratios.subarray(0, count).sort()
    return count === 0 ? Number.NaN : this.ratios[count >> 1]!
  }

  /** Columns of ‖ΔW‖/‖W‖ that hold a number. */
  measuredUpdates(value: (column: number) => number): number[] {
    return this.layout.rows.flatMap(({ kind, columns }) => {
      const column = columns['update.ratio']
      return kind === 'param' && column !== undefined && Number.isFinite(value(column))
        ? [column]
        : []
    })
  }

  private layersOf(path: readonly GraphNode[]): LayerColumns[] {
    const layers: LayerColumns[] = []
    let kept = 1
    let source = ''
    for (const { id, kind, attrs } of path) {
      if (kind === 'dense') layers.push(this.layerColumns(id, source, kept))
      if (kind === 'dropout') kept *= 1 - Number(attrs.rate)
      source = id
    }
    return layers
  }

  private layerColumns(nodeId: string, source: string, kept: number): LayerColumns {
    const weight = this.params.get(`${nodeId}.W`)
    return {
      nodeId,
      gradientMean: weight?.columns['gradient.meanAbs'] ?? -1,
      gradientRms: weight?.columns['gradient.rms'] ?? -1,
      updateRatio: weight?.columns['update.ratio'] ?? -1,
      deltaRms: this.outputColumn(nodeId, 'gradient.rms'),
      std: this.outputColumn(nodeId, 'activation.std'),
      inputMean: this.outputColumn(source, 'activation.mean'),
      inputStd: this.outputColumn(source, 'activation.std'),
      dropoutGrowth: 1 / Math.sqrt(kept),
    }
  }

  private outputColumn(nodeId: string, quantity: Quantity): number {
    return this.outputs.get(nodeId)?.columns[quantity] ?? -1
  }
}

function rowsBy(
  key: 'name' | 'nodeId',
  kind: TelemetryRow['kind'],
  { rows }: TelemetryLayout,
): Map<string, TelemetryRow> {
  return new Map(rows.filter(row => row.kind === kind).map(row => [row[key], row]))
}

/** One frame, as rules read it. */
export class Reading {
  constructor(
    readonly readings: Readings,
    readonly frame: ArrayLike<number>,
    readonly offset: number,
  ) {}

  readonly value = (column: number): number => this.frame[this.offset + column] ?? Number.NaN

  header(field: FrameHeaderField): number {
    return headerValue(this.frame, field, this.offset)
  }

  /** Of the network's input; null where it is not measured. */
  input(): { readonly mean: number; readonly std: number } | null {
    return this.readings.input(this.value)
  }

  /** Root mean square of the input; NaN where it is not measured. */
  inputRms(): number {
    const input = this.input()
    return input ? Math.hypot(input.mean, input.std) : Number.NaN
  }

  /** Deviation of a layer's output over the root mean square of its input: √(n_in) times that of W. */
  gain({ std, inputMean, inputStd }: LayerColumns): number {
    return this.value(std) / Math.hypot(this.value(inputMean), this.value(inputStd))
  }

  /** Median over the hidden layers, or the only layer, of ‖ΔW‖/‖W‖; NaN where all W are 0. */
  medianUpdate(): number {
    return this.readings.medianUpdate(this.value)
  }

  /** Whether any gradient or output has an entry that is NaN or infinite. */
  isBroken(): boolean {
    return this.readings.isBroken(this.value)
  }
}

/**
 * Functions of two straight parts have no flat ends to get stuck in: half their inputs are meant to be
 * on the flatter one. Units that are always on it are a rule of its own.
 */
function isPiecewiseLinear(activation: unknown): boolean {
  return activation === 'relu' || activation === 'leakyRelu'
}
