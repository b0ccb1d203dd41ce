import { datasetInfo } from '../../engine/data/catalog'
import { applyChanges, type Change, createNode } from '../../engine/document/change'
import {
  type DocumentEdge,
  type DocumentNode,
  type GraphDocument,
  nodeName,
} from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import type { Problem } from '../../engine/graph/types'
import { nodeKind } from '../../engine/nodes/index'
import type { Message } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'

/** A remedy that leaves no choice, as an edit. */
export interface Fix {
  readonly label: Message
  readonly changes: readonly Change[]
}

/** Kinds whose output has the shape of their input. */
const shapeKeeping: readonly string[] = ['activation', 'batchNorm', 'layerNorm', 'dropout']
/** Beside a new neighbour, as far as nodes stand apart in the examples. */
const spacing = 200

/**
 * The edit that mends a problem, where only one is sensible and it makes none worse; null
 * elsewhere. What is proposed is tried on the document first.
 */
export function fixOf(document: GraphDocument, problem: Problem): Fix | null {
  const fix = proposal(document, problem)
  if (!fix) return null
  const before = analyze(document).problems
  const after = analyze(applyChanges(document, fix.changes)).problems
  const stays = after.some(({ kind, nodeId }) => kind === problem.kind && nodeId === problem.nodeId)
  return stays || after.length >= before.length ? null : fix
}

function proposal(document: GraphDocument, problem: Problem): Fix | null {
  const node = document.nodes.find(({ id }) => id === problem.nodeId)
  switch (problem.kind) {
    case 'severalData':
    case 'severalLosses':
      return (
        (node && {
          label: { key: 'fix.delete', values: { name: nodeName(node) } },
          changes: [{ kind: 'removeNodes', ids: [node.id] }],
        }) ??
        null
      )
    case 'shape':
      return node?.kind === 'loss' ? lossFix(document, node) : null
    case 'noLoss':
      return endFix(document, 'loss')
    case 'noData':
      return endFix(document, 'data')
    default:
      return null
  }
}

/** The units of the Dense layer before the loss, and the loss function that suits the target. */
function lossFix(document: GraphDocument, loss: DocumentNode): Fix | null {
  const data = document.nodes.find(({ kind }) => kind === 'data')
  const info = data && datasetInfo(data.attrs)
  if (!info) return null
  const dense = lastDense(document, loss)
  const units = dense && setAttr(dense, 'units', info.classes ?? info.targetFeatures)
  if (info.classes !== null || loss.attrs.function === 'meanSquaredError') return units
  const meanSquaredError = setAttr(loss, 'function', 'meanSquaredError')
  return { ...meanSquaredError, changes: [...meanSquaredError.changes, ...(units?.changes ?? [])] }
}

function lastDense(document: GraphDocument, loss: DocumentNode): DocumentNode | null {
  const seen = new Set<string>()
  for (let at: DocumentNode | undefined = loss; at && !seen.has(at.id); ) {
    seen.add(at.id)
    const incoming: readonly DocumentEdge[] = document.edges.filter(({ to }) => to.node === at!.id)
    if (incoming.length !== 1) return null
    at = document.nodes.find(({ id }) => id === incoming[0]!.from.node)
    if (at?.kind === 'dense') return at
    if (!at || !shapeKeeping.includes(at.kind)) return null
  }
  return null
}

function setAttr(node: DocumentNode, attr: string, value: number | string): Fix {
  const spec = kindInfo(node.kind).attrs[attr]!
  const shown =
    spec.type === 'choice' ? spec.options.find(option => option.value === value)?.title : value
  return {
    label: {
      key: 'fix.setAttr',
      values: { attr: spec.title, name: nodeName(node), value: shown ?? value },
    },
    changes: [{ kind: 'setAttrs', id: node.id, attrs: { [attr]: value } }],
  }
}

/** The missing end of the network, at the only node that has a loose side for it. */
function endFix(document: GraphDocument, kind: 'loss' | 'data'): Fix | null {
  const loose = document.nodes.filter(node =>
    kind === 'loss'
      ? nodeKind(node.kind).hasOutput && !document.edges.some(({ from }) => from.node === node.id)
      : nodeKind(node.kind).inputs.length > 0 &&
        !document.edges.some(({ to }) => to.node === node.id),
  )
  const [at] = loose
  if (!at || loose.length > 1) return null
  const x = at.position.x + (kind === 'loss' ? spacing : -spacing)
  const end = createNode(document, kind, { x, y: at.position.y })
  const edge =
    kind === 'loss'
      ? { from: { node: at.id, port: 'y' }, to: { node: end.id, port: 'x' } }
      : { from: { node: end.id, port: 'y' }, to: { node: at.id, port: 'x' } }
  return {
    label: { key: kind === 'loss' ? 'fix.addLoss' : 'fix.addData', values: { name: nodeName(at) } },
    changes: [
      { kind: 'addNode', node: end },
      { kind: 'connect', edge },
    ],
  }
}
