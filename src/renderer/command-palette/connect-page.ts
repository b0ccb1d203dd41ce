import { edgeKey } from '../../engine/document/parse'
import {
  type DocumentEdge,
  type DocumentNode,
  type Endpoint,
  type GraphDocument,
  nodeName,
} from '../../engine/document/schema'
import { connectionChecker } from '../../engine/graph/connection'
import { nodeKind } from '../../engine/nodes/index'
import { kindColor } from '../canvas/kind-color'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { currentDocument, useDocument } from '../stores/document'
import type { PickerItem, PickerPage } from './picker'

type Side = 'output' | 'input'

/**
 * Where an edge from one side of a node may lead: free inputs first, then those whose edge would be
 * replaced, each the nearest before the others; then what is not possible, with its reason.
 */
export function connectPage(node: DocumentNode, side: Side): PickerPage {
  const document = currentDocument(useDocument.getState())
  const name = nodeName(node)
  const key = side === 'output' ? 'picker.connect' : 'picker.connectFrom'
  return {
    label: t(key, { name }),
    placeholder: t(`${key}.placeholder`, { name }),
    none: t('picker.nodes.none'),
    items: connectItems(document, node, side),
  }
}

/** The lines of `connectPage`: one for every port that the other end of the edge can be. */
export function connectItems(
  document: GraphDocument,
  node: DocumentNode,
  side: Side,
): PickerItem[] {
  const own = side === 'output' ? ['y'] : nodeKind(node.kind).inputs.map(({ name }) => name)
  const lines = own.flatMap(port => {
    const check = connectionChecker(document, { side, node: node.id, port })
    return document.nodes
      .filter(({ id }) => id !== node.id)
      .flatMap(other =>
        portsOf(other, side).map(otherPort => {
          const far = { node: other.id, port: otherPort }
          const near = { node: node.id, port }
          const edge = side === 'output' ? { from: near, to: far } : { from: far, to: near }
          const result = check(far)
          const blocked = result.ok ? null : engineText(result.reason)
          const replaced = result.ok ? replacedEdge(document, edge.to) : undefined
          return {
            item: connectItem(document, other, edge, replaced, blocked),
            rank: result.ok ? Number(replaced !== undefined) : 2,
            distance: distance(node, other, side),
          }
        }),
      )
  })
  return lines.sort((a, b) => a.rank - b.rank || a.distance - b.distance).map(({ item }) => item)
}

/** Ports of the other end. A node without any is listed all the same, to say why not. */
function portsOf(other: DocumentNode, side: Side): string[] {
  if (side === 'input') return ['y']
  const { inputs } = nodeKind(other.kind)
  return inputs.length === 0 ? ['x'] : inputs.map(({ name }) => name)
}

/** How far a node is in the direction of the edge; what lies behind counts as farther. */
function distance(from: DocumentNode, to: DocumentNode, side: Side): number {
  const right = (to.position.x - from.position.x) * (side === 'output' ? 1 : -1)
  const behind = right > 0 ? 0 : 1e4
  return Math.hypot(right, to.position.y - from.position.y) + behind
}

function connectItem(
  document: GraphDocument,
  other: DocumentNode,
  edge: DocumentEdge,
  replaced: DocumentEdge | undefined,
  blocked: string | null,
): PickerItem {
  const { title, inputs } = kindInfo(other.kind)
  const isTarget = edge.to.node === other.id
  const manyPorts = isTarget && inputs.length > 1
  return {
    id: `${other.id}.${isTarget ? edge.to.port : edge.from.port}`,
    title: manyPorts ? `${nodeName(other)}.${edge.to.port}` : nodeName(other),
    detail: replaced ? t('picker.replaces', { name: nameIn(document, replaced.from.node) }) : title,
    color: kindColor(other.kind),
    words: [other.id, other.kind, title],
    blocked,
    run: () => connect(edge),
  }
}

/** The edge that gives way because its port takes one only. */
function replacedEdge(document: GraphDocument, to: Endpoint): DocumentEdge | undefined {
  const node = document.nodes.find(({ id }) => id === to.node)
  const port = node && nodeKind(node.kind).inputs.find(({ name }) => name === to.port)
  if (!port || port.many) return undefined
  return document.edges.find(edge => edge.to.node === to.node && edge.to.port === to.port)
}

function connect(edge: DocumentEdge): void {
  const document = currentDocument(useDocument.getState())
  const values = { from: nameIn(document, edge.from.node), to: nameIn(document, edge.to.node) }
  useDocument.getState().edit({ key: 'history.connect', values }, [{ kind: 'connect', edge }])
}

/** The edges of a node, to take one away. */
export function disconnectPage(node: DocumentNode): PickerPage {
  const document = currentDocument(useDocument.getState())
  const name = nodeName(node)
  return {
    label: t('picker.disconnect', { name }),
    placeholder: t('picker.disconnect.placeholder', { name }),
    none: t('picker.disconnect.none'),
    items: edgesOf(document, node.id).map(edge => {
      const other = edge.from.node === node.id ? edge.to.node : edge.from.node
      return {
        id: edgeKey(edge),
        title: `${nameIn(document, edge.from.node)} → ${nameIn(document, edge.to.node)}`,
        words: [other],
        run: () => disconnect(edge),
      }
    }),
  }
}

export function edgesOf({ edges }: GraphDocument, id: string): DocumentEdge[] {
  return edges.filter(({ from, to }) => from.node === id || to.node === id)
}

function disconnect(edge: DocumentEdge): void {
  useDocument
    .getState()
    .edit({ key: 'history.disconnect', values: { count: 1 } }, [
      { kind: 'disconnect', edges: [edge] },
    ])
}

function nameIn({ nodes }: GraphDocument, id: string): string {
  const node = nodes.find(other => other.id === id)
  return node ? nodeName(node) : id
}
