import { datasetInfo } from '../../../engine/data/catalog'
import type { Graph, GraphNode } from '../../../engine/graph/types'
import type { TensorsOutcome } from '../../../engine/protocol'
import type { LayerChoices, TensorSide } from '../../stores/layer-choices'
import type { Histogram } from '../charts/histograms/view'
import { matrixFacts } from '../charts/matrix/cells'
import type { MatrixData } from '../charts/matrix/view'
import type { WeightImagesData } from '../charts/weight-images/view'

export type Layer = Extract<TensorsOutcome, { ok: true }>['layer']
type Parameter = Layer['params'][number]

/** `W` of `dense1.W`. */
export function tensorNames({ params, nodeId }: Layer): string[] {
  return params.map(({ name }) => name.slice(nodeId.length + 1))
}

/** The chosen tensor where the node has it, else its first; undefined where it has none. */
export function chosenTensor(
  layer: Layer,
  { tensor }: Pick<LayerChoices, 'tensor'>,
): Parameter | undefined {
  const { params, nodeId } = layer
  return params.find(({ name }) => name === `${nodeId}.${tensor}`) ?? params[0]
}

/** A parameter as rows and columns; gradients are named as what they are of. */
export function matrixData(layer: Layer, choices: LayerChoices): MatrixData | null {
  const tensor = chosenTensor(layer, choices)
  if (!tensor) return null
  const { name, shape } = tensor
  const vector = shape.length < 2
  const own = name.slice(layer.nodeId.length + 1)
  return {
    name: choices.side === 'gradient' ? `dL/d${own}` : own,
    rows: vector ? 1 : shape[0]!,
    columns: shape.at(-1) ?? 1,
    values: tensor[choices.side],
    vector,
  }
}

const valueBins = 61

/** The values of a tensor over bins that are symmetric about 0. */
export function valueHistogram(data: MatrixData, id: string, label: string): Histogram {
  const { values, rows, columns } = data
  const { largest, mean, rms, zeros, nans, infinities } = matrixFacts(values, rows, columns)
  const high = largest || 1
  const counts = new Uint32Array(valueBins)
  const scale = valueBins / (2 * high)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    counts[Math.min(valueBins - 1, Math.floor((value + high) * scale))]!++
  }
  return {
    id,
    label,
    low: -high,
    high,
    counts,
    total: values.length,
    zeros,
    notFinite: nans + infinities,
    mean,
    std: Math.sqrt(Math.max(0, rms ** 2 - mean ** 2)),
  }
}

/** What keeps the order of features, so that the weights behind it still see the image. */
const passesImages = ['dropout', 'batchNorm', 'layerNorm', 'activation']

/** Height and width of the image that a dense node is fed with; null where it is not. */
export function imageBefore(
  graph: Graph,
  nodeId: string,
): { readonly height: number; readonly width: number } | null {
  const byId = new Map(graph.nodes.map(node => [node.id, node]))
  let node: GraphNode | undefined = byId.get(nodeId)
  if (node?.kind !== 'dense') return null
  do node = byId.get(node.inputs[0] ?? '')
  while (node && passesImages.includes(node.kind))
  if (node?.kind !== 'data') return null
  const image = datasetInfo(node.attrs)?.image
  return image && (image.channels ?? 1) === 1 ? image : null
}

/** The weights of the first layer as images; null where they are not. */
export function weightImages(
  layer: Layer,
  side: TensorSide,
  graph: Graph | null,
): WeightImagesData | null {
  const image = graph && imageBefore(graph, layer.nodeId)
  const W = layer.params.find(({ name }) => name === `${layer.nodeId}.W`)
  const [inputs, units] = W?.shape ?? []
  if (!image || !W || units === undefined || inputs !== image.height * image.width) return null
  const name = side === 'gradient' ? 'dL/dW' : 'W'
  return { name, height: image.height, width: image.width, units, values: W[side] }
}
