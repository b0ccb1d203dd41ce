import { useCallback, useMemo, useRef, useState } from 'react'
import { type EdgeChange, type NodeChange, useStoreApi } from 'reactflow'
import { framesOf } from '../../engine/document/frame'
import type { Position } from '../../engine/document/schema'
import { useAnalysis } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import {
  type CanvasNode,
  createEdgeMapper,
  createNodeMapper,
  type FlowEdge,
  type Measured,
  type Positions,
} from './flow-elements'
import { createFrameMapper, useResizing } from './frames/frame-elements'
import { alignDragged, noGuides, useGuides } from './guides'
import { commitMove, withMembers } from './moving'
import { selectElements, selectLines } from './selecting'

const noPositions: Positions = {}

/**
 * The document as React Flow's nodes and edges, and React Flow's changes as edits. Positions during
 * a drag live here only; the drop is the one undo step.
 */
export function useGraphFlow() {
  const document = useDocument(currentDocument)
  const selection = useDocument(state => state.selection)
  const shapes = useAnalysis(analysis => analysis.shapes)
  const resizing = useResizing(({ now }) => now)
  const [dragged, setDragged] = useState<Positions>(noPositions)
  const [measured, setMeasured] = useState<Measured>(new Map())
  const mapNodes = useRef(createNodeMapper()).current
  const mapFrames = useRef(createFrameMapper()).current
  const mapEdges = useRef(createEdgeMapper()).current
  const dragging = useRef(false)
  const store = useStoreApi<CanvasNode, FlowEdge>()

  const graphNodes = useMemo(
    () => mapNodes(document.nodes, new Set(selection.nodes), dragged, measured),
    [mapNodes, document.nodes, selection.nodes, dragged, measured],
  )
  const frameNodes = useMemo(
    () => mapFrames(framesOf(document), new Set(selection.frames), dragged, resizing),
    [mapFrames, document, selection.frames, dragged, resizing],
  )
  const nodes = useMemo<CanvasNode[]>(
    () => [...frameNodes, ...graphNodes],
    [frameNodes, graphNodes],
  )
  const edges = useMemo(
    () =>
      mapEdges(
        document.edges,
        new Set(selection.edges),
        graphNodes,
        shapes,
        document.training.batchSize,
        dragged,
      ),
    [
      mapEdges,
      document.edges,
      selection.edges,
      graphNodes,
      shapes,
      document.training.batchSize,
      dragged,
    ],
  )

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const moved: Record<string, Position> = {}
      let dropped = false
      const sizes: [string, { width: number; height: number }][] = []
      for (const change of changes) {
        if (change.type === 'dimensions' && change.dimensions && !change.setAttributes) {
          sizes.push([change.id, change.dimensions])
          // A frame's border being dragged moves it too, but does not say that it is dragged.
        } else if (change.type === 'position' && change.position && change.dragging !== undefined) {
          moved[change.id] = change.position
          dropped ||= !change.dragging
        }
      }
      if (sizes.length > 0) setMeasured(before => new Map([...before, ...sizes]))
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

  return { nodes, edges, onNodesChange, onEdgesChange }
}
