import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import type { AttrValues } from '../../../src/engine/nodes/attrs'
import { documentOf } from '../../support/documents'
import type { NodeSpec } from '../../support/networks'

export interface Chain {
  readonly layers: number
  readonly units: number
  readonly activation: string
  readonly dense: AttrValues
  readonly data?: AttrValues
  /** One epoch in batches of 64 where it does not say otherwise. */
  readonly training: Partial<GraphDocument['training']> &
    Pick<GraphDocument['training'], 'optimizer'>
}

export const sgd = (learningRate: number) => ({ kind: 'sgd', learningRate }) as const
export const adam = {
  kind: 'adam',
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
} as const

/** Writes a chain of layers for MNIST, each with its activation, as a file to open. */
export async function writeChain(chain: Chain, folder: string, name = 'network'): Promise<string> {
  const { layers, units, activation, dense, data = {}, training } = chain
  const specs: NodeSpec[] = [{ id: 'data1', kind: 'data', attrs: data }]
  for (let i = 1; i <= layers; i++) {
    specs.push({ id: `dense${i}`, kind: 'dense', attrs: { units, ...dense } })
    specs.push({ id: `act${i}`, kind: 'activation', attrs: { function: activation } })
  }
  specs.push({ id: 'out', kind: 'dense', attrs: { units: 10, init: 'xavier' } })
  specs.push({ id: 'loss1', kind: 'loss' })
  const document = documentOf(specs, { epochs: 1, batchSize: 64, ...training })
  const nodes = document.nodes.map((node, i) => {
    const position = { x: 40 + 216 * (i % 6), y: 40 + 112 * Math.floor(i / 6) }
    return { ...node, position }
  })
  const path = join(folder, `${name}.gradscope`)
  await mkdir(folder, { recursive: true })
  await writeFile(path, serializeDocument({ ...document, nodes }))
  return path
}
