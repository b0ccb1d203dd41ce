import { datasetInfo } from '../../engine/data/catalog'
import type { Measured } from '../../engine/data/own'
import { applyChange, type Change, createNode } from '../../engine/document/change'
import { type DocumentNode, type GraphDocument, nodeName } from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import type { AttrValues } from '../../engine/nodes/attrs'
import { nodeKind } from '../../engine/nodes/index'
import { fixOf } from '../inspector/problem-fix'

/** What taking other data would do to a graph. */
export interface TakenData {
  readonly changes: readonly Change[]
  /** Inputs before and after, where they differ; null where they were not known. */
  readonly inputs: { readonly from: number | null; readonly to: number } | null
  /** The layer whose units follow the targets. */
  readonly output: { readonly name: string; readonly from: number; readonly to: number } | null
}

/**
 * The edit that gives a graph its own data: the data node holds what was measured, and the last layer
 * and the loss follow the targets.
 */
export function takeData(
  document: GraphDocument,
  nodeId: string | null,
  attrs: AttrValues,
  measured: Measured,
): TakenData {
  const before = document.nodes.find(({ id }) => id === nodeId)
  const all = { ...attrs, ...measured }
  const node: DocumentNode = before
    ? { ...before, attrs: withoutDefaults(all) }
    : createNode(document, 'data', { x: 0, y: 0 }, withoutDefaults(all))
  const changes: Change[] = [
    before ? { kind: 'replaceNode', id: before.id, node } : { kind: 'addNode', node },
  ]
  changes.push(...lossChanges(document, before, node))
  const taken = changes.reduce(applyChange, document)
  for (const problem of analyze(taken).problems) {
    if (problem.kind === 'shape') changes.push(...(fixOf(taken, problem)?.changes ?? []))
  }
  const to = measured.inputs
  const from = before ? (datasetInfo(before.attrs)?.features[0] ?? null) : null
  return {
    changes,
    inputs: from === to ? null : { from, to },
    output: outputOf(document, changes),
  }
}

/** Classes after numbers ask for another loss. */
function lossChanges(
  document: GraphDocument,
  before: DocumentNode | undefined,
  node: DocumentNode,
): Change[] {
  const wasNumber = before && datasetInfo(before.attrs)?.classes === null
  if (!wasNumber || datasetInfo(node.attrs)?.classes === null) return []
  return document.nodes
    .filter(({ kind, attrs }) => kind === 'loss' && attrs.function === 'meanSquaredError')
    .map(({ id }) => ({ kind: 'setAttrs', id, attrs: { function: 'softmaxCrossEntropy' } }))
}

function outputOf(document: GraphDocument, changes: readonly Change[]): TakenData['output'] {
  for (const change of changes) {
    if (change.kind !== 'setAttrs' || change.attrs.units === undefined) continue
    const layer = document.nodes.find(({ id }) => id === change.id)
    if (layer) {
      const [from, to] = [Number(layer.attrs.units), Number(change.attrs.units)]
      return { name: nodeName(layer), from, to }
    }
  }
  return null
}

/** Sparse attrs that say nothing are left out of the file. */
function withoutDefaults(attrs: AttrValues): AttrValues {
  const specs = nodeKind('data').attrs
  return Object.fromEntries(
    Object.entries(attrs).filter(
      ([name, value]) => !specs[name]?.sparse || specs[name].default !== value,
    ),
  )
}
