import { attenuationOf, backwardPath, blameOf } from '../../engine/diagnosis/attenuation'
import type { Graph, GraphNode } from '../../engine/graph/types'
import type { TelemetryLayout } from '../../engine/telemetry/layout'
import type { ShownFrame } from '../stores/shown-frame'
import type { AttenuationData, LayerShares, ShareKind } from './charts/attenuation/view'

/** Largest slopes of the activation functions that can only shrink a gradient. */
const largestSlopes: Readonly<Record<string, number>> = { sigmoid: 0.25 }

const nothing: AttenuationData = {
  step: null,
  points: [],
  factorPerLayer: Number.NaN,
  bound: null,
  layers: [],
  products: { weights: null, activation: null, other: null },
  total: Number.NaN,
}

/** What the gradient goes through on its way back, at the shown step. */
export function attenuationData(
  graph: Graph | null,
  layout: TelemetryLayout | null,
  shown: ShownFrame | null,
  nodeLabel: (nodeId: string) => string,
): AttenuationData {
  if (!graph || !layout || !shown) return nothing
  const { points, factorPerLayer } = attenuationOf(shown.frame, layout, graph)
  const blame = blameOf(shown.frame, layout, graph)
  const path = backwardPath(graph, layout)
  const factors = new Map(blame.shares.map(({ nodeId, factor }) => [nodeId, factor]))
  const layers = layersOf(path, factors, nodeLabel)
  const product = (kind: ShareKind) => {
    const own = layers.map(layer => layer[kind]).filter(factor => factor !== null)
    return own.length === 0 ? null : own.reduce((all, factor) => all * factor, 1)
  }
  return {
    step: { first: shown.first, last: shown.last },
    points: points.map(point => ({ ...point, label: nodeLabel(point.nodeId) })),
    factorPerLayer,
    bound: boundOf(path),
    layers,
    products: {
      weights: product('weights'),
      activation: product('activation'),
      other: product('other'),
    },
    total: blame.total,
  }
}

function boundOf(path: readonly GraphNode[]): AttenuationData['bound'] {
  const names = path
    .filter(({ kind }) => kind === 'activation')
    .map(({ attrs }) => String(attrs.function))
  const name = names.find(each => largestSlopes[each] !== undefined)
  return name === undefined ? null : { name, slope: largestSlopes[name]! }
}

/** Gives each node's factor to the dense layer that it follows. */
function layersOf(
  path: readonly GraphNode[],
  factors: ReadonlyMap<string, number>,
  nodeLabel: (nodeId: string) => string,
): LayerShares[] {
  const layers: { nodeId: string; label: string; shares: Record<ShareKind, number | null> }[] = []
  for (const { id, kind } of path) {
    if (kind === 'dense' || layers.length === 0) {
      const shares = { weights: null, activation: null, other: null }
      layers.push({ nodeId: id, label: nodeLabel(id), shares })
    }
    const factor = factors.get(id)
    const { shares } = layers.at(-1)!
    const part: ShareKind =
      kind === 'dense' ? 'weights' : kind === 'activation' ? 'activation' : 'other'
    if (factor !== undefined) shares[part] = (shares[part] ?? 1) * factor
  }
  return layers.map(({ nodeId, label, shares }) => ({ nodeId, label, ...shares }))
}
