import 'reactflow/dist/style.css'
import './canvas.css'
import {
  type KeyboardEvent,
  type PointerEvent,
  type MouseEvent as ReactMouseEvent,
  useRef,
} from 'react'
import {
  Background,
  BackgroundVariant,
  type Connection,
  type NodeMouseHandler,
  type OnConnectEnd,
  type OnNodeDrag,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from 'reactflow'
import type { DocumentEdge } from '../../engine/document/schema'
import { useT } from '../i18n/index'
import { currentDocument, nothingSelected, useDocument } from '../stores/document'
import { ConnectionHint } from './ConnectionHint'
import { ConnectionLine } from './ConnectionLine'
import { endConnecting, startConnecting, useConnecting } from './connecting'
import { checkEdge, documentEdge } from './connection'
import { canMoveOntoEdge, trackDropEdge } from './drop-edge'
import { EdgeLabels } from './EdgeLabels'
import { EmptyCanvas } from './EmptyCanvas'
import { connect, connectToNode, dropLoose, explainRefusal, reconnect } from './edge-edits'
import type { CanvasNode, FlowEdge } from './flow-elements'
import { FrameView } from './frames/FrameView'
import { frameIdOf } from './frames/frame-elements'
import { GraphNode } from './GraphNode'
import { Guides } from './Guides'
import { grid, nodeSize } from './geometry'
import { CanvasMenu } from './menu/CanvasMenu'
import { Overview } from './Overview'
import { PendingEdge } from './quick-add/PendingEdge'
import { QuickAdd } from './quick-add/QuickAdd'
import { openQuickAdd } from './quick-add/store'
import { ShapeEdge } from './ShapeEdge'
import { StackForm } from './stack/StackForm'
import { useGraphFlow } from './use-graph-flow'
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
  const { nodes, edges, onNodesChange, onEdgesChange } = useGraphFlow()
  const moved = useRef<DocumentEdge | null>(null)
  const flow = useReactFlow<CanvasNode, FlowEdge>()
  const area = useRef<HTMLDivElement>(null)
  const leaveFit = useViewRequests(area)
  const paletteDrop = usePaletteDrop()

  const place = (event: { readonly clientX: number; readonly clientY: number }) =>
    flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false })

  const searchAtPointer = (event: ReactMouseEvent) => {
    if (!isEmptyCanvas(event.target)) return
    openQuickAdd({
      purpose: { kind: 'place', at: place(event) },
      screen: { x: event.clientX, y: event.clientY },
    })
  }

  const dropEdge: OnConnectEnd = (event, state) => {
    const { fromHandle: origin, toHandle } = state
    if (moved.current || toHandle) explainRefusal(state)
    else if (!connectToNode(event, state) && origin && isEmptyCanvas(event.target)) {
      const at = 'clientX' in event ? event : event.changedTouches[0]!
      openQuickAdd({
        purpose: { kind: 'connect', origin, at: place(at) },
        screen: { x: at.clientX, y: at.clientY },
      })
    }
    endConnecting()
  }

  /** A node that has no edges yet goes into the edge it is dropped on. */
  const dragNode: OnNodeDrag<CanvasNode> = (event, node, all) => {
    if (all.length > 1 || !canMoveOntoEdge(node.id)) return
    const { x, y } = node.position
    const middle = { x: x + nodeSize.width / 2, y: y + nodeSize.height / 2 }
    const pointer = 'clientX' in event ? event : event.touches[0]!
    trackDropEdge([flow.flowToScreenPosition(middle), { x: pointer.clientX, y: pointer.clientY }])
  }

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
          onDoubleClick={searchAtPointer}
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
            onConnectStart={(_event, { nodeId, handleId: id, handleType: type }) => {
              if (nodeId && type) startConnecting({ nodeId, id, type }, moved.current)
            }}
            onConnectEnd={dropEdge}
            isValidConnection={isValidEdge}
            connectionLineComponent={ConnectionLine}
            onReconnectStart={(_event, edge) => {
              moved.current = documentEdge(edge)
            }}
            onReconnect={reconnect}
            onReconnectEnd={(_event, edge, _type, state) => {
              dropLoose(edge, state)
              moved.current = null
            }}
            onNodeClick={selectOnly}
            onNodeDragStart={focusNode}
            onNodeDrag={dragNode}
            onKeyDown={leaveSelection}
            // Without an event it is the window that moves the view.
            onMoveStart={event => event && leaveFit()}
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
            <EdgeLabels edges={edges} />
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

/** Whether an event is about the ground, with no node, edge or control there. */
function isEmptyCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains('react-flow__pane')
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
