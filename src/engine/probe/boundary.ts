import type { PreparedData, Scale } from '../data/dataset'
import type { Graph } from '../graph/types'
import type { NetworkCopy } from './network-copy'

/** From the one end of an axis to the other, in the data's own units. */
export interface Extent {
  readonly from: number
  readonly to: number
}

/** The part of the plane that is looked at. */
export interface Plane {
  readonly x: Extent
  readonly y: Extent
}

/** How the outputs of a network read: one probability a class, one for each by itself, or numbers. */
export type OutputKind = 'softmax' | 'sigmoid' | 'value'

/** The answers of a network at the middles of the cells of a square grid over a plane. */
export interface PlaneAnswer extends Plane {
  /** Cells along each side. */
  readonly resolution: number
  readonly kind: OutputKind
  readonly classes: number | null
  /**
   * [outputs][cells]: probabilities, or numbers in the target's own units. Cells go from the smallest x
   * to the largest, row after row from the smallest y.
   */
  readonly outputs: readonly Float32Array[]
  /** Of the nodes that were asked for. */
  readonly units: readonly UnitAnswers[]
}

/** What the units of a node give at every cell. */
export interface UnitAnswers {
  readonly nodeId: string
  /** Units that the node has; the first of them are answered. */
  readonly count: number
  /** [units][cells], as in `PlaneAnswer.outputs`. */
  readonly values: readonly Float32Array[]
}

export interface PlaneQuestion {
  readonly resolution: number
  readonly plane: Plane
  /** Nodes whose units are answered too; ids that the graph does not have are passed over. */
  readonly unitsOf: readonly string[]
  readonly mostUnits: number
}

/** Share of the data's extent that is looked at beyond it on every side. */
const margin = 0.12
/** Axes whose extents differ by less get the same scale, so that a circle looks like one. */
const alike = 2.5

interface HasInputs {
  readonly info: { readonly features: readonly number[] }
}

/** Whether a network can be drawn over a plane: its examples are two numbers. */
export function hasPlane({ info }: HasInputs): boolean {
  return info.features.length === 1 && info.features[0] === 2
}

/** The part of the plane that holds all examples, with a margin. */
export function planeOf(data: PreparedData): Plane {
  const extents = [0, 1].map(axis => {
    let from = Number.POSITIVE_INFINITY
    let to = Number.NEGATIVE_INFINITY
    for (const { features } of [data.train, data.validation, data.test]) {
      for (let i = axis; i < features.length; i += 2) {
        const value = ownUnits(features[i]!, data.featureScale, axis)
        from = Math.min(from, value)
        to = Math.max(to, value)
      }
    }
    return to > from ? { from, to } : { from: from - 1, to: to + 1 }
  })
  const spans = extents.map(({ from, to }) => to - from)
  const widest = Math.max(...spans)
  const narrowest = Math.min(...spans)
  const [x, y] = extents.map((extent, axis) =>
    widen(extent, widest / narrowest < alike ? widest : spans[axis]!),
  )
  return { x: x!, y: y! }
}

function widen({ from, to }: Extent, span: number): Extent {
  const middle = (from + to) / 2
  const half = span * (0.5 + margin)
  return { from: middle - half, to: middle + half }
}

/** A value as it was before it was normalised. */
export function ownUnits(value: number, scale: Scale | undefined, column: number): number {
  return scale ? value * scale.deviation[column]! + scale.mean[column]! : value
}

/** The middle of a cell along an extent. */
export function cellMiddle({ from, to }: Extent, cell: number, resolution: number): number {
  return from + ((cell + 0.5) / resolution) * (to - from)
}

/**
 * Asks a network at every cell of a grid.
 *
 * @param network keeps its outputs where units are asked for
 * @param pause lets other work in between two batches
 */
export async function askPlane(
  network: NetworkCopy,
  data: Pick<PreparedData, 'info' | 'featureScale' | 'targetScale'>,
  question: PlaneQuestion,
  pause: () => Promise<void>,
): Promise<PlaneAnswer> {
  const { graph } = network.program
  const { resolution, plane } = question
  const cells = resolution ** 2
  const last = network.outputs(graph.loss.inputs[0]!)
  const logits = collectors(last.width, cells)
  const nodes = graph.nodes.filter(
    ({ id, kind }) => kind !== 'loss' && question.unitsOf.includes(id),
  )
  const asked = nodes.map(({ id }) => {
    const outputs = network.outputs(id)
    const values = collectors(Math.min(outputs.width, question.mostUnits), cells)
    return { id, outputs, values }
  })
  for (let from = 0; from < cells; from += network.batch) {
    const rows = Math.min(network.batch, cells - from)
    writeCells(network.input, plane, resolution, from, rows, data.featureScale)
    network.forward(rows)
    collect(logits, last, from, rows)
    for (const { outputs, values } of asked) collect(values, outputs, from, rows)
    await pause()
  }
  const kind = outputKind(graph)
  interpret(logits, kind, data.targetScale)
  return {
    ...plane,
    resolution,
    kind,
    classes: data.info.classes,
    outputs: logits,
    units: asked.map(({ id, outputs, values }) => ({ nodeId: id, count: outputs.width, values })),
  }
}

function collectors(units: number, cells: number): Float32Array[] {
  return Array.from({ length: units }, () => new Float32Array(cells))
}

function writeCells(
  input: Float64Array | Float32Array,
  { x, y }: Plane,
  resolution: number,
  from: number,
  rows: number,
  scale: Scale | undefined,
): void {
  const normalised = (value: number, axis: number) =>
    scale ? (value - scale.mean[axis]!) / scale.deviation[axis]! : value
  for (let row = 0; row < rows; row++) {
    const cell = from + row
    input[2 * row] = normalised(cellMiddle(x, cell % resolution, resolution), 0)
    input[2 * row + 1] = normalised(cellMiddle(y, Math.floor(cell / resolution), resolution), 1)
  }
}

function collect(
  into: readonly Float32Array[],
  { values, width }: { readonly values: ArrayLike<number>; readonly width: number },
  from: number,
  rows: number,
): void {
  for (let unit = 0; unit < into.length; unit++) {
    const target = into[unit]!
    for (let row = 0; row < rows; row++) target[from + row] = values[row * width + unit]!
  }
}

function outputKind({ loss, dataShape }: Graph): OutputKind {
  if (dataShape.classes === null) return 'value'
  if (loss.attrs.function === 'softmaxCrossEntropy') return 'softmax'
  return loss.attrs.function === 'binaryCrossEntropy' ? 'sigmoid' : 'value'
}

/** Turns what the network gives into what it means, in place. */
function interpret(
  outputs: readonly Float32Array[],
  kind: OutputKind,
  scale: Scale | undefined,
): void {
  const cells = outputs[0]?.length ?? 0
  for (let cell = 0; cell < cells; cell++) {
    if (kind === 'softmax') softmaxAt(outputs, cell)
    else {
      outputs.forEach((values, column) => {
        const value = values[cell]!
        values[cell] =
          kind === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : ownUnits(value, scale, column)
      })
    }
  }
}

function softmaxAt(outputs: readonly Float32Array[], cell: number): void {
  let largest = Number.NEGATIVE_INFINITY
  for (const values of outputs) largest = Math.max(largest, values[cell]!)
  let sum = 0
  for (const values of outputs) sum += Math.exp(values[cell]! - largest)
  for (const values of outputs) values[cell] = Math.exp(values[cell]! - largest) / sum
}
