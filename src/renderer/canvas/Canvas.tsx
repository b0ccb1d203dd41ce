import 'reactflow/dist/style.css'
import './canvas.css'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import {
  Background,
  BackgroundVariant,
  type Connection,
  type NodeMouseHandler,
  type OnNodeDrag,
  ReactFlow,
  SelectionMode,
} from 'reactflow'
import { useT } from '../i18n/index'
import { currentDocument, nothingSelected, useDocument } from '../stores/document'
import { ConnectionHint } from './ConnectionHint'
import { ConnectionLine } from './ConnectionLine'
import { useConnecting } from './connecting'
import { checkEdge, documentEdge } from './connection'
import { EdgeLabels } from './EdgeLabels'
import { EmptyCanvas } from './EmptyCanvas'
import { connect } from './edge-edits'
import type { CanvasNode, FlowEdge } from './flow-elements'
import { FrameView } from './frames/FrameView'
import { frameIdOf } from './frames/frame-elements'
import { GraphNode } from './GraphNode'
import { Guides } from './Guides'
import { grid } from './geometry'
import { CanvasMenu } from './menu/CanvasMenu'
import { Overview } from './Overview'
import { PendingEdge } from './quick-add/PendingEdge'
import { QuickAdd } from './quick-add/QuickAdd'
import { ShapeEdge } from './ShapeEdge'
import { useSightOfView } from './sight'
import { StackForm } from './stack/StackForm'
import { useCanvasHandlers } from './use-canvas-handlers'
import { useGraphFlow } from './use-graph-flow'
import { useKnownSizes } from './use-known-sizes'
import { usePaletteDrop } from './use-palette-drop'
import { useViewRequests } from './use-view-requests'
import { ViewportControl } from './ViewportControl'
import { ZoomControls } from './ZoomControls'

const nodeTypes = { graph: GraphNode, frame: FrameView }
const edgeTypes = { shape: ShapeEdge }
const snapGrid: [number, number] = [grid, grid]
/** The middle button; the left one draws a selection, Space makes it pan; the right one has a menu. */
const panButtons = [1]
const minZoom = 0.05

/** The graph. Needs a `ReactFlowProvider` around it. */
export function Canvas() {
  const translate = useT()
  useKnownSizes()
  const { nodes, edges, dragged, onNodesChange, onEdgesChange } = useGraphFlow()
  useSightOfView()
  const area = useRef<HTMLDivElement>(null)
  const leaveFit = useViewRequests(area)
  const paletteDrop = usePaletteDrop()

  const handlers = useCanvasHandlers(leaveFit)

  return (
    <>
      <CanvasMenu>
        <section
          ref={area}
          className="canvas"
          aria-label={translate('canvas.label')}
          data-testid="canvas"
          onPointerDownCapture={pressed}
          {...paletteDrop}
          onDoubleClick={handlers.searchAtPointer}
        >
          <ReactFlow<CanvasNode, FlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            tabIndex={-1}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            onConnect={connect}
            onConnectStart={handlers.startEdge}
            onConnectEnd={handlers.dropEdge}
            isValidConnection={isValidEdge}
            connectionLineComponent={ConnectionLine}
            onReconnectStart={handlers.takeEdge}
            onReconnect={handlers.moveEdge}
            onReconnectEnd={handlers.releaseEdge}
            onNodeClick={selectOnly}
            onNodeDragStart={focusNode}
            onNodeDrag={handlers.dragNode}
            onKeyDown={leaveSelection}
            onMoveStart={handlers.moveView}
            snapToGrid
            snapGrid={snapGrid}
            selectionOnDrag
            selectionMode={SelectionMode.Partial}
            panOnDrag={panButtons}
            panOnScroll
            zoomOnDoubleClick={false}
            minZoom={minZoom}
            maxZoom={2}
            deleteKeyCode={null}
            multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
            connectionRadius={28}
            proOptions={{ hideAttribution: true }}
          >
            <Background
              variant={BackgroundVariant.Dots}
              gap={24}
              size={1.5}
              color="var(--canvas-dot)"
            />
            <Overview />
            <EdgeLabels dragged={dragged} />
            <ZoomControls onZoom={leaveFit} />
            <ViewportControl onMove={leaveFit} />
            <ConnectionHint />
            <PendingEdge />
            <Guides />
          </ReactFlow>
          {nodes.length === 0 && <EmptyCanvas />}
        </section>
      </CanvasMenu>
      <QuickAdd />
      <StackForm />
    </>
  )
}

/** Asked at every move of the pointer: what the beginning of the edge worked out answers. */
function isValidEdge(connection: Connection | FlowEdge): boolean {
  const { now } = useConnecting.getState()
  const edge = documentEdge(connection)
  if (!now) return checkEdge(currentDocument(useDocument.getState()), edge).ok
  const other = now.origin.type === 'source' ? edge.to : edge.from
  return now.check(other.node, other.port).ok
}

/** A node leaves the selection by Escape through React Flow; the frame of several does not. */
function leaveSelection(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
    useDocument.getState().select(nothingSelected)
  }
}

/** React Flow leaves a node among several selected ones as it is; a plain click means it alone. */
const selectOnly: NodeMouseHandler<CanvasNode> = (event, node) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  const frame = frameIdOf(node.id)
  const selection = frame
    ? { nodes: [], edges: [], frames: [frame] }
    : { nodes: [node.id], edges: [] }
  useDocument.getState().select(selection)
}

function pressed(event: PointerEvent): void {
  // A pane's border is gripped a few pixels into the canvas too: no selection starts there.
  if (event.defaultPrevented) event.stopPropagation()
  if (event.target !== document.activeElement) commitField()
}

/** React Flow keeps clicks to itself; a field that is being edited has to hear of them. */
function commitField(): void {
  const { activeElement } = document
  const isField =
    activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
  if (isField) activeElement.blur()
}

const focusNode: OnNodeDrag<CanvasNode> = event => {
  if (event.target instanceof HTMLElement) {
    event.target.closest<HTMLElement>('.react-flow__node')?.focus({ preventScroll: true })
  }
}
