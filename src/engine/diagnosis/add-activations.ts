import type { Change } from '../document/change'
import type { DocumentNode, GraphDocument } from '../document/schema'
import type { Graph } from '../graph/types'
import { rectifying } from './activation-functions'
import { insertAfter } from './insertions'
import { hiddenLayers } from './main-path'

/**
 * An activation behind every hidden layer, and weights that suit it: one that is bypassed is switched on,
 * one that does nothing becomes a ReLU, and where there is none a ReLU is inserted.
 */
export function addActivations(document: GraphDocument, graph: Graph): Change[] {
  const behind = activationsBehind(document)
  const byId = new Map(document.nodes.map(node => [node.id, node]))
  const layers = hiddenLayers(graph).flatMap(({ id }) => {
    const layer = byId.get(id)
    return layer ? [{ layer, own: behind(id) }] : []
  })
  const own = layers.flatMap(each => each.own ?? [])
  const bypassed = own.filter(({ disabled }) => disabled).map(({ id }) => id)
  const bare = new Set(layers.flatMap(each => (each.own ? [] : [each.layer.id])))
  const insert = insertAfter(
    'activation',
    ({ id }) => bare.has(id),
    () => ({ function: 'relu' }),
  )
  return [
    ...own
      .filter(isIdentity)
      .map(({ id }): Change => ({ kind: 'setAttrs', id, attrs: { function: 'relu' } })),
    ...layers
      .filter(each => !each.own || isIdentity(each.own) || rectifying.has(each.own.attrs.function))
      .filter(({ layer }) => layer.attrs.init !== 'he')
      .map(({ layer: { id } }): Change => ({ kind: 'setAttrs', id, attrs: { init: 'he' } })),
    ...(bypassed.length > 0
      ? [{ kind: 'setDisabled', ids: bypassed, disabled: false } as const]
      : []),
    ...insert(document, graph),
  ]
}

function isIdentity({ attrs }: DocumentNode): boolean {
  return attrs.function === 'identity'
}

/** Gives the first activation on the way from a layer to the next one, bypassed or not. */
function activationsBehind({ nodes, edges }: GraphDocument) {
  const byId = new Map(nodes.map(node => [node.id, node]))
  const followers = new Map<string, DocumentNode[]>()
  for (const { from, to } of edges) {
    const node = byId.get(to.node)
    if (!node || node.kind === 'dense') continue
    const known = followers.get(from.node)
    if (known) known.push(node)
    else followers.set(from.node, [node])
  }
  return (layer: string): DocumentNode | undefined => {
    const seen = new Set([layer])
    for (const id of seen) {
      const next = followers.get(id) ?? []
      const found = next.find(({ kind }) => kind === 'activation')
      if (found) return found
      for (const node of next) seen.add(node.id)
    }
    return undefined
  }
}
