import { useCallback, useMemo, useRef, useState } from 'react'
import type { EdgeChange, NodeChange } from 'reactflow'
import type { Position } from '../../engine/document/schema'
import { nodeName } from '../../engine/document/schema'
import { useAnalysis } from '../stores/analysis'
import { currentDocument, findNode, useDocument } from '../stores/document'
import {
  createEdgeMapper,
  createNodeMapper,
  type FlowEdge,
  type FlowNode,
  type Measured,
  type Positions,
} from './flow-elements'
import { clampPosition } from './geometry'

const noPositions: Positions = {}

/**
 * The document as React Flow's nodes and edges, and React Flow's changes as edits. Positions during
 * a drag live here only; the drop is the one undo step.
 */
export function useGraphFlow() {
  const { nodes: docNodes, edges: docEdges } = useDocument(currentDocument)
  const batch = useDocument(state => currentDocument(state).training.batchSize)
  const selection = useDocument(state => state.selection)
  const shapes = useAnalysis(analysis => analysis.shapes)
  const [dragged, setDragged] = useState<Positions>(noPositions)
  const [measured, setMeasured] = useState<Measured>(new Map())
  const mapNodes = useRef(createNodeMapper()).current
  const mapEdges = useRef(createEdgeMapper()).current

  const nodes = useMemo(
    () => mapNodes(docNodes, new Set(selection.nodes), dragged, measured),
    [mapNodes, docNodes, selection.nodes, dragged, measured],
  )
  const edges = useMemo(
    () => mapEdges(docEdges, new Set(selection.edges), nodes, shapes, batch),
    [mapEdges, docEdges, selection.edges, nodes, shapes, batch],
  )

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const moved: Record<string, Position> = {}
    let dropped = false
    const sizes: [string, { width: number; height: number }][] = []
    for (const change of changes) {
      if (change.type === 'dimensions' && change.dimensions) {
        sizes.push([change.id, change.dimensions])
      } else if (change.type === 'position' && change.position) {
        moved[change.id] = clampPosition(change.position)
        dropped ||= !change.dragging
      }
    }
    if (sizes.length > 0) setMeasured(before => new Map([...before, ...sizes]))
    if (dropped) {
      setDragged(noPositions)
      moveNodes(moved)
    } else if (Object.keys(moved).length > 0) setDragged(before => ({ ...before, ...moved }))
    selectNodes(changes)
  }, [])

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    const { selection: current, select } = useDocument.getState()
    const next = selected(current.edges, changes)
    if (next) select({ nodes: useDocument.getState().selection.nodes, edges: next })
  }, [])

  return { nodes, edges, onNodesChange, onEdgesChange }
}

function selectNodes(changes: readonly NodeChange<FlowNode>[]): void {
  const { selection, select } = useDocument.getState()
  const next = selected(selection.nodes, changes)
  if (next) select({ nodes: next, edges: selection.edges })
}

/** The selected ids after changes; undefined where none of them is about selection. */
function selected(
  current: readonly string[],
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): string[] | undefined {
  const ids = new Set(current)
  let touched = false
  for (const change of changes) {
    if (change.type !== 'select') continue
    touched = true
    if (change.selected) ids.add(change.id)
    else ids.delete(change.id)
  }
  return touched ? [...ids] : undefined
}

/** One undo step for all the nodes of a drag, or of an arrow key. */
function moveNodes(positions: Readonly<Record<string, Position>>): void {
  const state = useDocument.getState()
  const changed = Object.entries(positions).filter(([id, { x, y }]) => {
    const before = findNode(state, id)?.position
    return before && (before.x !== x || before.y !== y)
  })
  const [first] = changed
  if (!first) return
  const node = findNode(state, first[0])
  const values = { count: changed.length, name: node ? nodeName(node) : '' }
  state.edit({ key: 'history.move', values }, [
    { kind: 'moveNodes', positions: Object.fromEntries(changed) },
  ])
}
