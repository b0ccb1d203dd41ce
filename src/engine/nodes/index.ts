import { activation } from './activation'
import { batchNorm } from './batch-norm'
import { data } from './data'
import type { NodeDefinition } from './define-node'
import { dense } from './dense'
import { dropout } from './dropout'
import { add, concat } from './join'
import { layerNorm } from './layer-norm'
import { loss } from './loss'

/** Every node kind, in the order of the palette. */
export const nodeKinds = {
  data,
  dense,
  activation,
  batchNorm,
  layerNorm,
  dropout,
  add,
  concat,
  loss,
} as const satisfies Readonly<Record<string, NodeDefinition>>

export type NodeKind = keyof typeof nodeKinds

/** The definition of a kind; undefined for a name that is none. */
export function findNodeKind(kind: string): NodeDefinition | undefined {
  return Object.hasOwn(nodeKinds, kind) ? nodeKinds[kind as NodeKind] : undefined
}

/** The definition of a kind. */
export function nodeKind(kind: NodeKind): NodeDefinition {
  return nodeKinds[kind]
}
