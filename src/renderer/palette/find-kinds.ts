import type { AttrSpec } from '../../engine/nodes/attrs'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'

/**
 * Kinds that hold every word of the query: in their title first, then among their choices (`relu`
 * finds Activation), then in their summary.
 */
export function findKinds(kinds: readonly NodeKind[], query: string): NodeKind[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  const rank = (kind: NodeKind): number => {
    const { title, summary } = nodeKind(kind)
    const texts = [`${title} ${kind}`, choices(kind), summary].map(fold)
    const found = texts.findIndex((_, index) => {
      const searched = texts.slice(0, index + 1).join(' ')
      return words.every(word => searched.includes(word))
    })
    return found < 0 ? texts.length : found
  }
  return kinds
    .map(kind => ({ kind, rank: rank(kind) }))
    .filter(entry => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ kind }) => kind)
}

/** What can be chosen at a kind: `ReLU`, `Sigmoid`, `MNIST`. */
function choices(kind: NodeKind): string {
  const specs: readonly AttrSpec[] = Object.values(nodeKind(kind).attrs)
  return specs
    .flatMap(spec => (spec.type === 'choice' ? spec.options : []))
    .map(({ value, title }) => `${value} ${title}`)
    .join(' ')
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
