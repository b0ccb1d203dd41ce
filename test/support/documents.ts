import fc from 'fast-check'
import { applyChange } from '../../src/engine/document/change'
import { type Frame, frameColors } from '../../src/engine/document/frame'
import {
  clippingSchema,
  type DocumentEdge,
  type DocumentNode,
  defaultTraining,
  earlyStoppingSchema,
  emptyDocument,
  type GraphDocument,
  optimizerSchema,
  scheduleSchema,
} from '../../src/engine/document/schema'
import { type AttrSpec, type AttrValues, defaultAttrs } from '../../src/engine/nodes/attrs'
import { type NodeKind, nodeKinds } from '../../src/engine/nodes/index'
import type { NodeSpec } from './networks'

export function edge(from: string, to: string): DocumentEdge {
  return { from: { node: from, port: 'y' }, to: { node: to, port: 'x' } }
}

export function documentNode(id: string, kind: NodeKind, attrs: AttrValues = {}): DocumentNode {
  const all = { ...defaultAttrs(nodeKinds[kind].attrs), ...attrs }
  return { id, kind, position: { x: 0, y: 0 }, attrs: all }
}

/** A document of nodes, each fed by the one before it where `from` does not say otherwise. */
export function documentOf(
  specs: readonly NodeSpec[],
  training: Partial<GraphDocument['training']> = {},
): GraphDocument {
  return {
    ...emptyDocument('test'),
    nodes: specs.map(({ id, kind, attrs }) => documentNode(id, kind, attrs)),
    edges: specs.flatMap(({ id, kind, from }, index) =>
      (from ?? (index === 0 || kind === 'data' ? [] : [specs[index - 1]!.id])).map(source =>
        edge(source, id),
      ),
    ),
    training: { ...defaultTraining, ...training },
  }
}

/** Data, dense layers with ReLU between them, and a softmax loss over ten classes. */
export function mnistDocument(
  units: readonly number[] = [8],
  training: Partial<GraphDocument['training']> = {},
): GraphDocument {
  return documentOf(
    [
      { id: 'data1', kind: 'data' },
      ...units.flatMap((count, i): NodeSpec[] => [
        { id: `dense${i + 1}`, kind: 'dense', attrs: { units: count } },
        { id: `relu${i + 1}`, kind: 'activation' },
      ]),
      { id: `dense${units.length + 1}`, kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
    ],
    training,
  )
}

/** The same document with nodes left out of the network. */
export function bypassed(document: GraphDocument, ...ids: string[]): GraphDocument {
  return applyChange(document, { kind: 'setDisabled', ids, disabled: true })
}

function attrValue(spec: AttrSpec): fc.Arbitrary<number | string | boolean> {
  switch (spec.type) {
    case 'int':
      return fc.integer({ min: spec.min, max: spec.max })
    case 'number':
      return fc
        .double({
          min: spec.min,
          max: spec.max,
          minExcluded: spec.exclusiveMin,
          maxExcluded: spec.exclusiveMax,
          noNaN: true,
        })
        .map(value => value + 0)
    case 'choice':
      return fc.constantFrom(...spec.options.map(({ value }) => value))
    case 'bool':
      return fc.boolean()
    case 'text':
      return fc.string({ maxLength: 20 })
  }
}

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(value => value + 0)
export const position = fc.record({ x: coordinate, y: coordinate })
export const nodeId = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/)
const label = fc.string({ unit: 'grapheme', maxLength: 20 }).map(text => text.normalize('NFC'))

export const anyNode: fc.Arbitrary<DocumentNode> = fc
  .constantFrom(...(Object.keys(nodeKinds) as NodeKind[]))
  .chain(kind =>
    fc.record(
      {
        id: nodeId,
        kind: fc.constant(kind),
        label: label.filter(text => text.length <= 200),
        position,
        disabled: fc.constant(true as const),
        attrs: fc.record(
          Object.fromEntries(
            Object.entries(nodeKinds[kind].attrs).map(([name, spec]) => [name, attrValue(spec)]),
          ),
        ),
      },
      { requiredKeys: ['id', 'kind', 'position', 'attrs'], noNullPrototype: true },
    ),
  ) as fc.Arbitrary<DocumentNode>

export const anyTraining: fc.Arbitrary<GraphDocument['training']> = fc.record({
  optimizer: fc
    .constantFrom(...optimizerSchema.options.map(({ shape: { kind } }) => kind.value))
    .chain(kind =>
      fc.record({
        learningRate: fc.double({ min: 0, max: 1, noNaN: true }).map(value => value + 0),
        kind: fc.constant(kind),
      }),
    )
    .map(optimizer => optimizerSchema.parse(optimizer)),
  schedule: fc
    .record({
      kind: fc.constantFrom(...scheduleSchema.options.map(({ shape: { kind } }) => kind.value)),
      warmup: fc.nat(1000),
    })
    .map(schedule => scheduleSchema.parse(schedule)),
  clipping: fc
    .constantFrom(...clippingSchema.options.map(({ shape: { kind } }) => kind.value))
    .map(kind => clippingSchema.parse({ kind })),
  earlyStopping: fc
    .record({
      kind: fc.constantFrom(
        ...earlyStoppingSchema.options.map(({ shape: { kind } }) => kind.value),
      ),
      patience: fc.integer({ min: 1, max: 1000 }),
    })
    .map(({ kind, patience }) =>
      earlyStoppingSchema.parse(kind === 'none' ? { kind } : { kind, patience }),
    ),
  regularization: fc.record({ l2: fc.constantFrom(0, 0.1), l1: fc.constantFrom(0, 1e-3) }),
  batchSize: fc.integer({ min: 1, max: 1000 }),
  epochs: fc.integer({ min: 1, max: 100 }),
  seed: fc.nat(0xffff_ffff),
})

const length = fc.double({ min: 16, max: 1e6, noNaN: true })
export const anyFrame: fc.Arbitrary<Frame> = fc.record(
  {
    id: nodeId,
    title: label,
    position,
    width: length,
    height: length,
    color: fc.constantFrom(...frameColors),
    text: label,
  },
  { requiredKeys: ['id', 'title', 'position', 'width', 'height'], noNullPrototype: true },
)

const anyFrames = fc.uniqueArray(anyFrame, { selector: ({ id }) => id, minLength: 1, maxLength: 4 })

/** Any document that a file can hold: sound records, but seldom a network that can be trained. */
export const anyDocument: fc.Arbitrary<GraphDocument> = fc
  .uniqueArray(anyNode, { selector: ({ id }) => id, maxLength: 8 })
  .chain(nodes =>
    fc.record({
      nodes: fc.constant(nodes),
      edges:
        nodes.length === 0
          ? fc.constant<DocumentEdge[]>([])
          : fc.uniqueArray(
              fc
                .tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes))
                .map(([from, to]) => edge(from.id, to.id)),
              { selector: ({ from, to }) => `${from.node}>${to.node}`, maxLength: 12 },
            ),
      name: label,
      training: anyTraining,
      frames: fc.option(anyFrames, { nil: undefined }),
    }),
  )
  .map(({ frames, ...parts }) => (frames ? { ...parts, frames } : parts))
  .map(parts => ({ ...emptyDocument(), ...parts }))
