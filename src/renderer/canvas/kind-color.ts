import { type NodeKind, nodeKind } from '../../engine/nodes/index'

/** The colour of a kind; one that the tokens do not know yet has its category's. */
export function kindColor(kind: NodeKind): string {
  return `var(--kind-${kind}, var(--category-${nodeKind(kind).category}))`
}
