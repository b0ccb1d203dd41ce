import { type NodeKind, nodeKind } from '../../engine/nodes/index'

/** Kinds whose title, name or summary holds every word of the query; titles first. */
export function findKinds(kinds: readonly NodeKind[], query: string): NodeKind[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  const rank = (kind: NodeKind): number => {
    const { title, summary } = nodeKind(kind)
    const names = `${fold(title)} ${fold(kind)}`
    if (words.every(word => names.includes(word))) return 0
    return words.every(word => `${names} ${fold(summary)}`.includes(word)) ? 1 : 2
  }
  return kinds
    .map(kind => ({ kind, rank: rank(kind) }))
    .filter(entry => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ kind }) => kind)
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
