import type { Graph, GraphNode } from '../graph/types'
import type { NodeKind } from '../nodes/index'
import { rowValue, type TelemetryLayout, type TelemetryRow } from '../telemetry/layout'
import { hiddenLayers, mainPath } from './main-path'

/** One hidden dense layer in a profile of the gradient over depth. */
export interface DepthPoint {
  readonly nodeId: string
  /** From 1, at the data. */
  readonly depth: number
  /** RMS of the gradient at the layer's output. */
  readonly rms: number
}

/** How the gradient changes from the loss towards the data. */
export interface Attenuation {
  readonly points: readonly DepthPoint[]
  /**
   * By what the gradient's RMS is multiplied on its way back through one layer: 10 to the slope of a
   * straight line through log₁₀ RMS against depth. NaN with fewer than two layers of finite gradient.
   */
  readonly factorPerLayer: number
  /** RMS at the first hidden layer over that at the last. */
  readonly firstToLast: number
}

/** Reads the profile of one frame. */
export function attenuationOf(
  frame: ArrayLike<number>,
  layout: TelemetryLayout,
  graph: Graph,
  offset = 0,
): Attenuation {
  const points = hiddenLayers(graph).map(({ id }, index) => ({
    nodeId: id,
    depth: index + 1,
    rms: outputValue(frame, layout, id, 'gradient.rms', offset),
  }))
  return {
    points,
    factorPerLayer: 10 ** -slope(points),
    firstToLast: points.length < 2 ? Number.NaN : points[0]!.rms / points.at(-1)!.rms,
  }
}

/** Slope of log₁₀ RMS against depth, by least squares, over the layers whose gradient is not 0. */
function slope(points: readonly DepthPoint[]): number {
  const usable = points.filter(({ rms }) => rms > 0 && Number.isFinite(rms))
  if (usable.length < 2) return Number.NaN
  const mean = (of: (point: DepthPoint) => number) =>
    usable.reduce((sum, point) => sum + of(point), 0) / usable.length
  const meanDepth = mean(({ depth }) => depth)
  const meanLog = mean(({ rms }) => Math.log10(rms))
  const covariance = mean(({ depth, rms }) => (depth - meanDepth) * (Math.log10(rms) - meanLog))
  return covariance / mean(({ depth }) => (depth - meanDepth) ** 2)
}

/** What one node of the path does to the gradient that passes it on its way back. */
export interface BackwardShare {
  readonly nodeId: string
  readonly kind: NodeKind
  /**
   * ‖gradient at the node's input‖₂ / ‖gradient at its output‖₂. For a dense layer that is
   * ‖Wᵀδ‖/‖δ‖, the weights' share; for an activation the shrinkage by φ′. Where branches meet before
   * the node, the other branches' gradient is part of it.
   */
  readonly factor: number
}

/** The way of the gradient along the main path, node by node, from the loss to the first layer. */
export interface Blame {
  readonly shares: readonly BackwardShare[]
  /** Product of the factors of every kind; together they are `total`. */
  readonly byKind: Readonly<Partial<Record<NodeKind, number>>>
  /** ‖gradient at the first layer's output‖₂ / ‖gradient at the network's output‖₂. */
  readonly total: number
}

/**
 * The nodes of the main path that a gradient passes, from the first layer on: none is computed for what
 * stands before all parameters, such as dropout of the inputs.
 */
export function backwardPath(graph: Graph, layout: TelemetryLayout): GraphNode[] {
  const rows = outputRows(layout)
  return mainPath(graph).filter(
    ({ id, kind }) => kind !== 'data' && rows.get(id)?.columns['gradient.rms'] !== undefined,
  )
}

/**
 * Splits the change of the gradient's norm between the nodes of the main path. The product telescopes:
 * each node's factor ends where the next one begins.
 */
export function blameOf(
  frame: ArrayLike<number>,
  layout: TelemetryLayout,
  graph: Graph,
  offset = 0,
): Blame {
  const path = backwardPath(graph, layout)
  const norms = path.map(node => normOf(frame, layout, node, offset))
  const shares: BackwardShare[] = []
  for (let i = path.length - 1; i > 0; i--) {
    const { id, kind } = path[i]!
    shares.push({ nodeId: id, kind, factor: norms[i - 1]! / norms[i]! })
  }
  const byKind: Partial<Record<NodeKind, number>> = {}
  for (const { kind, factor } of shares) byKind[kind] = (byKind[kind] ?? 1) * factor
  return {
    shares,
    byKind,
    total: path.length === 0 ? Number.NaN : norms[0]! / norms.at(-1)!,
  }
}

/** ‖gradient‖₂ at a node's output but for √rows, which all nodes of a batch share. */
function normOf(
  frame: ArrayLike<number>,
  layout: TelemetryLayout,
  { id, shape }: GraphNode,
  offset: number,
): number {
  const size = shape.reduce((product, dim) => product * dim, 1)
  return outputValue(frame, layout, id, 'gradient.rms', offset) * Math.sqrt(size)
}

/** A quantity of a node's output; NaN where it is not measured. */
export function outputValue(
  frame: ArrayLike<number>,
  layout: TelemetryLayout,
  nodeId: string,
  quantity: Parameters<typeof rowValue>[2],
  offset = 0,
): number {
  const row = outputRows(layout).get(nodeId)
  return row ? rowValue(frame, row, quantity, offset) : Number.NaN
}

const rowsByNode = new WeakMap<TelemetryLayout, ReadonlyMap<string, TelemetryRow>>()

/** The rows of node outputs by node; looked up at every step of a run. */
function outputRows(layout: TelemetryLayout): ReadonlyMap<string, TelemetryRow> {
  let rows = rowsByNode.get(layout)
  if (!rows) {
    const outputs = layout.rows.filter(({ kind }) => kind === 'output')
    rows = new Map(outputs.map(row => [row.nodeId, row]))
    rowsByNode.set(layout, rows)
  }
  return rows
}
