import type { DocumentEdge, DocumentNode, GraphDocument } from '../../engine/document/schema'
import { nodeName } from '../../engine/document/schema'
import { attrLines, listNames, trainingLines } from '../findings/describe-changes'
import { t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'

export interface DiffLine {
  readonly what: 'training' | 'added' | 'removed' | 'changed' | 'connected' | 'disconnected'
  readonly subject: string
  readonly detail: string
}

/** What is other in a second graph and its training, in words; positions and frames do not count. */
export function graphDiff(a: GraphDocument, b: GraphDocument): DiffLine[] {
  const before = new Map(a.nodes.map(node => [node.id, node]))
  const after = new Map(b.nodes.map(node => [node.id, node]))
  // A node that became another kind is gone, and another one stands in its place.
  const stays = (node: DocumentNode) =>
    before.get(node.id)?.kind === node.kind && after.get(node.id)?.kind === node.kind
  const both = {
    before: { ...a, nodes: a.nodes.filter(stays) },
    after: { ...b, nodes: b.nodes.filter(stays) },
  }
  return [
    ...trainingLines(a, b).map(line => ({ what: 'training' as const, ...line })),
    ...byKind(
      a.nodes.filter(node => !stays(node)),
      'removed',
    ),
    ...byKind(
      b.nodes.filter(node => !stays(node)),
      'added',
    ),
    ...attrLines(both.before, both.after).map(line => ({ what: 'changed' as const, ...line })),
    ...bypassLines(both.before.nodes, after),
    ...edgeLines(edgesOnlyIn(a, b), before, 'disconnected'),
    ...edgeLines(edgesOnlyIn(b, a), after, 'connected'),
  ]
}

function byKind(nodes: readonly DocumentNode[], what: 'added' | 'removed'): DiffLine[] {
  const names = new Map<DocumentNode['kind'], string[]>()
  for (const node of nodes) names.set(node.kind, [...(names.get(node.kind) ?? []), nodeName(node)])
  return [...names].map(([kind, list]) => ({
    what,
    subject: kindInfo(kind).title,
    detail: listNames(list),
  }))
}

function bypassLines(
  nodes: readonly DocumentNode[],
  after: ReadonlyMap<string, DocumentNode>,
): DiffLine[] {
  return nodes.flatMap(node => {
    const now = after.get(node.id)!.disabled
    if (now === node.disabled) return []
    const detail = t(now ? 'runs.diff.bypassed' : 'runs.diff.unbypassed')
    return [{ what: 'changed', subject: nodeName(node), detail }]
  })
}

const keyOf = ({ from, to }: DocumentEdge) => [from.node, from.port, to.node, to.port].join('\n')

function edgesOnlyIn(a: GraphDocument, b: GraphDocument): DocumentEdge[] {
  const others = new Set(b.edges.map(keyOf))
  return a.edges.filter(edge => !others.has(keyOf(edge)))
}

function edgeLines(
  edges: readonly DocumentEdge[],
  nodes: ReadonlyMap<string, DocumentNode>,
  what: 'connected' | 'disconnected',
): DiffLine[] {
  const name = (id: string) => (nodes.has(id) ? nodeName(nodes.get(id)!) : id)
  const list = edges.map(({ from, to }) => `${name(from.node)} → ${name(to.node)}`)
  if (list.length === 0) return []
  return [{ what, subject: t(`runs.diff.${what}`), detail: listNames(list) }]
}
