import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  Clipping,
  Optimizer,
  Regularization,
  Schedule,
} from '../../src/engine/document/schema'
import type { Graph, GraphNode } from '../../src/engine/graph/types'
import { type AttrValue, defaultAttrs } from '../../src/engine/nodes/attrs'
import type { DataShape, Shape } from '../../src/engine/nodes/define-node'
import { type NodeKind, nodeKind } from '../../src/engine/nodes/index'

type Tensor = number[] | number[][]

interface GoldenNode {
  readonly id: string
  readonly kind: 'input' | Exclude<NodeKind, 'data' | 'dropout'>
  readonly from?: readonly string[]
  readonly features?: number
  readonly units?: number
  readonly bias?: boolean
  readonly function?: string
  readonly epsilon?: number
  readonly momentum?: number
  readonly alpha?: number
  readonly negativeSlope?: number
}

export interface GoldenCase {
  readonly case: string
  readonly network: { readonly nodes: readonly GoldenNode[] }
  readonly params: Readonly<Record<string, Readonly<Record<string, Tensor>>>>
  readonly batch: { readonly x: number[][]; readonly y: Tensor }
  readonly regularization: Regularization
  readonly optimizer: Optimizer
  readonly schedule?: Schedule
  /** Every step has the same batch; epochs matter to the schedule only. */
  readonly stepsPerEpoch?: number
  readonly clipping?: Clipping
  readonly steps: number
  readonly expect: {
    readonly outputs: Readonly<Record<string, Tensor>>
    readonly dataLoss: number
    readonly loss: readonly number[]
    /** Present where there is a schedule. */
    readonly learningRates?: number[]
    readonly gradients: Readonly<Record<string, Readonly<Record<string, Tensor>>>>
    readonly outputGradients: Readonly<Record<string, Tensor>>
    readonly paramsAfter: Readonly<Record<string, Readonly<Record<string, Tensor>>>>
    readonly evaluationDataLoss: number
  }
}

/** The cases in test/golden and in the folder that GRADSCOPE_GOLDEN_DIR names. */
export function readGoldenCases(): GoldenCase[] {
  const folders = [join(import.meta.dirname, '../golden'), process.env.GRADSCOPE_GOLDEN_DIR]
  return folders
    .filter(folder => folder !== undefined)
    .flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .sort()
        .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenCase),
    )
}

/** The case's network as a graph. Its input is a data node without a data set of ours. */
export function goldenGraph(golden: GoldenCase): Graph {
  const shapes = new Map<string, Shape>()
  const classIndices = !Array.isArray(golden.batch.y[0])
  const width = Array.isArray(golden.batch.y[0]) ? golden.batch.y[0].length : 1
  const last = golden.network.nodes.at(-1)!
  const nodes = golden.network.nodes.map((node): GraphNode => {
    const kind: NodeKind = node.kind === 'input' ? 'data' : node.kind
    const definition = nodeKind(kind)
    const given: Record<string, AttrValue | undefined> = {
      units: node.units,
      bias: node.bias,
      function: node.function,
      epsilon: node.epsilon,
      momentum: node.momentum,
      alpha: node.alpha,
      negativeSlope: node.negativeSlope,
    }
    const attrs: Record<string, AttrValue> = { ...defaultAttrs(definition.attrs) }
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && name in definition.attrs) attrs[name] = value
    }
    const inputs = node.from ?? []
    const inputShapes = inputs.map(id => shapes.get(id)!)
    const outputs = shapes.get(last.from![0]!)?.[0] ?? 0
    const dataShape: DataShape = {
      features: [golden.network.nodes[0]!.features!],
      classes: classIndices ? outputs : null,
      targetFeatures: width,
    }
    const result = definition.shape(inputShapes, attrs as never, dataShape)
    if (!result.ok) throw new Error(`${golden.case}, ${node.id}: ${result.reason}`)
    shapes.set(node.id, result.shape)
    return { id: node.id, name: node.id, kind, attrs, inputs, inputShapes, shape: result.shape }
  })
  const outputs = shapes.get(last.from![0]!)![0]!
  return {
    nodes,
    data: nodes[0]!,
    loss: nodes.at(-1)!,
    dataShape: {
      features: nodes[0]!.shape,
      classes: classIndices ? outputs : null,
      targetFeatures: width,
    },
  }
}

export function flatten(tensor: Tensor): number[] {
  return (tensor as (number | number[])[]).flat()
}

/**
 * Largest difference, relative to the largest expected entry. Below 1e-3 the scale stays 1e-3: the
 * gradient of a bias before batch norm is 0 but for rounding, in PyTorch as here.
 *
 * @param slack absolute difference that is forgiven.
 */
export function relativeDistance(
  actual: ArrayLike<number>,
  expected: Tensor | number,
  slack = 0,
): number {
  const flat = typeof expected === 'number' ? [expected] : flatten(expected)
  let largest = 0
  let distance = 0
  flat.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value))
    distance = Math.max(distance, Math.abs((actual[i] ?? Number.NaN) - value) - slack)
    if (Number.isNaN(actual[i] ?? Number.NaN)) distance = Number.POSITIVE_INFINITY
  })
  return distance === 0 ? 0 : distance / Math.max(largest, 1e-3)
}
