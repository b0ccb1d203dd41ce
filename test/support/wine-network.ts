import {
  type GraphDocument,
  type Optimizer,
  optimizerSchema,
  type TrainingConfig,
} from '../../src/engine/document/schema'
import type { AttrValues } from '../../src/engine/nodes/attrs'
import { documentOf } from './documents'
import type { NodeSpec } from './networks'

/** What a network differs by from three layers of ReLU after He with gradient descent. */
export interface Parts {
  readonly layers?: number
  readonly activation?: string
  readonly dense?: AttrValues
  readonly out?: AttrValues
  readonly data?: AttrValues
  /** Kind of node between each dense layer and its activation. */
  readonly norm?: 'batchNorm' | 'layerNorm'
  readonly dropout?: number
  readonly outputActivation?: string
  readonly loss?: string
  readonly optimizer?: Partial<Optimizer> & { readonly kind: Optimizer['kind'] }
  readonly training?: Partial<TrainingConfig>
}

/** Hidden layers of 20 units that tell three kinds of wine apart, or cannot. */
export function network(parts: Parts = {}): GraphDocument {
  const { layers = 3, activation = 'relu', dense = {}, out = {}, data = {} } = parts
  const init = activation === 'relu' ? 'he' : 'xavier'
  const specs: NodeSpec[] = [{ id: 'data1', kind: 'data', attrs: { dataset: 'wine', ...data } }]
  for (let i = 1; i <= layers; i++) {
    specs.push({ id: `dense${i}`, kind: 'dense', attrs: { units: 20, init, ...dense } })
    if (parts.norm) specs.push({ id: `norm${i}`, kind: parts.norm })
    specs.push({ id: `act${i}`, kind: 'activation', attrs: { function: activation } })
    if (parts.dropout)
      specs.push({ id: `drop${i}`, kind: 'dropout', attrs: { rate: parts.dropout } })
  }
  specs.push({ id: 'out', kind: 'dense', attrs: { units: 3, init: 'xavier', ...out } })
  if (parts.outputActivation) {
    specs.push({ id: 'tail', kind: 'activation', attrs: { function: parts.outputActivation } })
  }
  specs.push({
    id: 'loss1',
    kind: 'loss',
    attrs: { function: parts.loss ?? 'softmaxCrossEntropy' },
  })
  const optimizer = optimizerSchema.parse({
    learningRate: 0.1,
    ...parts.optimizer,
    kind: parts.optimizer?.kind ?? 'sgd',
  })
  return documentOf(specs, { optimizer, batchSize: 19, epochs: 1000, ...parts.training })
}
