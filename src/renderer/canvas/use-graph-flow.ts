import { useCallback, useMemo, useRef, useState } from 'react'
import { type EdgeChange, type NodeChange, useStoreApi } from 'reactflow'
import { framesOf } from '../../engine/document/frame'
import type { Position } from '../../engine/document/schema'
import { currentDocument, useDocument } from '../stores/document'
import {
  type CanvasNode,
  createEdgeMapper,
  createNodeMapper,
  type FlowEdge,
  type Positions,
} from './flow-elements'
import { createFrameMapper, useResizing } from './frames/frame-elements'
import { alignDragged, noGuides, useGuides } from './guides'
import { commitMove, withMembers } from './moving'
import { selectElements, selectLines } from './selecting'
import { edgesInSight, useSight } from './sight'

const noPositions: Positions = {}

/**
 * The document as React Flow's nodes and edges, and React Flow's changes as edits. Positions during
 * a drag live here only; the drop is the one undo step.
 */
export function useGraphFlow() {
  const document = useDocument(currentDocument)
  const selection = useDocument(state => state.selection)
  const area = useSight(sight => sight.area)
  const resizing = useResizing(({ now }) => now)
  const [dragged, setDragged] = useState<Positions>(noPositions)
  const mapNodes = useRef(createNodeMapper()).current
  const mapFrames = useRef(createFrameMapper()).current
  const mapEdges = useRef(createEdgeMapper()).current
  const dragging = useRef(false)
  const store = useStoreApi<CanvasNode, FlowEdge>()

  const graphNodes = useMemo(
    () => mapNodes(document.nodes, new Set(selection.nodes), dragged),
    [mapNodes, document.nodes, selection.nodes, dragged],
  )
  const frameNodes = useMemo(
    () => mapFrames(framesOf(document), new Set(selection.frames), dragged, resizing),
    [mapFrames, document, selection.frames, dragged, resizing],
  )
  const nodes = useMemo<CanvasNode[]>(
    () => [...frameNodes, ...graphNodes],
    [frameNodes, graphNodes],
  )
  const isEdgeInSight = useMemo(() => edgesInSight(document.nodes, area), [document.nodes, area])
  const edges = useMemo(
    () => mapEdges(document.edges, new Set(selection.edges), isEdgeInSight),
    [mapEdges, document.edges, selection.edges, isEdgeInSight],
  )

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const moved: Record<string, Position> = {}
      let dropped = false
      for (const change of changes) {
        // A frame's border being dragged moves it too, but does not say that it is dragged.
        if (change.type === 'position' && change.position && change.dragging !== undefined) {
          moved[change.id] = change.position
          dropped ||= !change.dragging
        }
      }
      if (Object.keys(moved).length > 0) {
        // An arrow key moves by its step; only what is dragged is drawn to its neighbours.
        const byPointer = dragging.current || !dropped
        const { transform, width, height } = store.getState()
        const { positions, guides } = byPointer
          ? alignDragged(moved, { transform, width, height })
          : { positions: moved, guides: noGuides }
        const all = withMembers(positions)
        dragging.current = !dropped
        useGuides.setState({ guides: dropped ? noGuides : guides })
        if (dropped) {
          setDragged(noPositions)
          commitMove(all)
        } else setDragged(before => ({ ...before, ...all }))
      }
      selectElements(changes, store.getState())
    },
    [store],
  )

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => selectLines(changes), [])

  return { nodes, edges, dragged, onNodesChange, onEdgesChange }
}
