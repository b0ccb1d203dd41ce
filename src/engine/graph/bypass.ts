import type { DocumentNode } from '../document/schema'
import { nodeKind } from '../nodes/index'
import { describeNode } from './messages'

export type BypassCheck = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** Whether a node can be left out of the network, its first input going on in its place. */
export function checkBypass(node: Pick<DocumentNode, 'id' | 'label' | 'kind'>): BypassCheck {
  const { inputs, hasOutput } = nodeKind(node.kind)
  if (inputs.length === 0) {
    return { ok: false, reason: `${describeNode(node)} has no input that could pass in its place.` }
  }
  return hasOutput
    ? { ok: true }
    : { ok: false, reason: `${describeNode(node)} ends the network: nothing could be trained.` }
}

/** Whether a node is left out: asked for, and possible. */
export function isBypassed(node: DocumentNode): boolean {
  return node.disabled === true && checkBypass(node).ok
}
