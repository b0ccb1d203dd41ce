import { applyChanges, type Change } from '../document/change'
import type { GraphDocument, TrainingConfig } from '../document/schema'
import type { AttrValues } from '../nodes/attrs'
import type { NodeKind } from '../nodes/index'
import type { ChartId, FigureId } from './record'

/** One way to train the graph of an experiment. */
export interface Variant {
  /** Also the key of its title. */
  readonly id: string
  /** Attrs that all nodes of a kind get. */
  readonly attrs?: Readonly<Partial<Record<NodeKind, AttrValues>>>
  /** Kinds whose nodes take part, which the graph leaves out. */
  readonly enable?: readonly NodeKind[]
  readonly training?: Readonly<Partial<TrainingConfig>>
}

/** A graph that is trained in several ways, and what is compared. */
export interface Experiment {
  /** Also the name of its file in `resources/experiments` and the key of its texts. */
  readonly id: string
  readonly variants: readonly Variant[]
  /** What is drawn of all variants together. */
  readonly chart: ChartId
  /** What is listed of each. */
  readonly figures: readonly FigureId[]
}

/** What makes the graph of an experiment one of its variants. */
function variantChanges({ nodes, training, name }: GraphDocument, variant: Variant): Change[] {
  const { attrs = {}, enable = [] } = variant
  const enabled = nodes.filter(({ kind }) => enable.includes(kind)).map(({ id }) => id)
  return [
    ...nodes.flatMap(({ id, kind }): Change[] => {
      const set = attrs[kind]
      return set ? [{ kind: 'setAttrs', id, attrs: set }] : []
    }),
    ...(enabled.length > 0
      ? [{ kind: 'setDisabled', ids: enabled, disabled: false } as const]
      : []),
    { kind: 'setTraining', training: { ...training, ...variant.training } },
    { kind: 'setName', name: `${name}-${variant.id}` },
  ]
}

/** The graph of a variant. */
export function variantDocument(base: GraphDocument, variant: Variant): GraphDocument {
  return applyChanges(base, variantChanges(base, variant))
}
