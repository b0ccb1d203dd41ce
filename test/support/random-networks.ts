import fc from 'fast-check'
import type { Regularization } from '../../src/engine/document/schema'
import type { Graph } from '../../src/engine/graph/types'
import { scalarFunctions } from '../../src/engine/kernels/activation'
import type { AttrValues } from '../../src/engine/nodes/attrs'
import type { NodeKind } from '../../src/engine/nodes/index'
import { buildGraph, classes, type NodeSpec, values } from './networks'

export const functionNames = [
  ...(Object.keys(scalarFunctions) as (keyof typeof scalarFunctions)[]),
  'softmax',
] as const
const initNames = ['he', 'xavier', 'glorot', 'lecun', 'normal'] as const
export const lossNames = ['softmaxCrossEntropy', 'binaryCrossEntropy', 'meanSquaredError'] as const

interface Block {
  readonly units: number
  readonly bias: boolean
  readonly init: (typeof initNames)[number]
  readonly distribution: 'normal' | 'uniform'
  readonly activation: (typeof functionNames)[number] | null
  readonly norm: 'batchNorm' | 'layerNorm' | null
  readonly dropout: number | null
  readonly join: 'add' | 'concat' | null
  /** Which earlier outputs the block and its join read, counted back from the last. */
  readonly from: number
  readonly skip: number
}

/** A random network as data: fast-check prints and shrinks it. */
export interface NetworkRecipe {
  readonly features: number
  readonly outputs: number
  readonly loss: (typeof lossNames)[number]
  readonly regression: boolean
  readonly blocks: readonly Block[]
  readonly rows: number
  readonly spareRows: number
  readonly regularization: Regularization
  readonly seed: number
}

const blockArbitrary: fc.Arbitrary<Block> = fc.record({
  units: fc.integer({ min: 1, max: 5 }),
  bias: fc.boolean(),
  init: fc.constantFrom(...initNames),
  distribution: fc.constantFrom('normal', 'uniform'),
  activation: fc.option(fc.constantFrom(...functionNames)),
  norm: fc.option(fc.constantFrom('batchNorm', 'layerNorm')),
  dropout: fc.option(fc.constantFrom(0, 0.2, 0.5)),
  join: fc.option(fc.constantFrom('add', 'concat')),
  from: fc.nat(3),
  skip: fc.nat(3),
})

export const networkRecipe: fc.Arbitrary<NetworkRecipe> = fc.record({
  features: fc.integer({ min: 1, max: 5 }),
  outputs: fc.integer({ min: 1, max: 4 }),
  loss: fc.constantFrom(...lossNames),
  regression: fc.boolean(),
  blocks: fc.array(blockArbitrary, { maxLength: 6 }),
  rows: fc.integer({ min: 2, max: 6 }),
  spareRows: fc.nat(3),
  regularization: fc.record({
    l1: fc.constantFrom(0, 0, 0.01),
    l2: fc.constantFrom(0, 0, 0.1),
  }),
  seed: fc.nat(0xffff),
})

/** Dense, batch norm, activation, dropout blocks with skips; what leads nowhere is joined at the end. */
export function graphOf(recipe: NetworkRecipe): Graph {
  const specs: NodeSpec[] = [{ id: 'data', kind: 'data' }]
  const unused = new Set(['data'])
  const counts = new Map<string, number>()
  const push = (kind: NodeKind, from: readonly string[], attrs: AttrValues = {}): string => {
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    const id = `${kind}${number}`
    specs.push({ id, kind, from, attrs })
    for (const source of from) unused.delete(source)
    unused.add(id)
    return id
  }
  const ends = ['data']
  const earlier = (back: number) => ends[Math.max(0, ends.length - 1 - back)]!
  for (const block of recipe.blocks) {
    const { units, bias, init, distribution } = block
    const dense = { units, bias, init, distribution, sigma: 0.5 }
    let at = push('dense', [earlier(block.from)], dense)
    if (block.norm) at = push(block.norm, [at])
    if (block.activation) {
      at = push('activation', [at], { function: block.activation, negativeSlope: 0.1, alpha: 0.7 })
    }
    if (block.dropout !== null) at = push('dropout', [at], { rate: block.dropout })
    if (block.join === 'add') at = push('add', [at, push('dense', [earlier(block.skip)], dense)])
    if (block.join === 'concat') at = push('concat', [earlier(block.skip), at])
    ends.push(at)
  }
  const open = [...unused]
  const last = open.length > 1 ? push('concat', open) : open[0]!
  const head = push('dense', [last], { units: recipe.outputs, init: 'xavier' })
  push('loss', [head], { function: recipe.loss })
  const isRegression = recipe.regression && recipe.loss === 'meanSquaredError'
  return buildGraph(
    specs,
    isRegression
      ? values(recipe.features, recipe.outputs)
      : classes(recipe.features, recipe.outputs),
  )
}
