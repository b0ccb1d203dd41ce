import 'reactflow/dist/style.css'
import './canvas.css'
import {
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import {
  Background,
  BackgroundVariant,
  type Connection,
  type FinalConnectionState,
  type FitViewOptions,
  MiniMap,
  type NodeMouseHandler,
  type OnNodeDrag,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
} from 'reactflow'
import type { DocumentEdge } from '../../engine/document/schema'
import { nodeName } from '../../engine/document/schema'
import { findNodeKind, type NodeKind } from '../../engine/nodes/index'
import { useT } from '../i18n/index'
import { currentDocument, findNode, nothingSelected, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { addNodeAt } from './add-node'
import { ConnectionHint, refusal } from './ConnectionHint'
import { ConnectionLine } from './ConnectionLine'
import { checkEdge, documentEdge, edgeToNode } from './connection'
import { EmptyCanvas } from './EmptyCanvas'
import type { FlowEdge, FlowNode } from './flow-elements'
import { GraphNode } from './GraphNode'
import { grid, nodeSize } from './geometry'
import { kindColor } from './kind-color'
import { nodeDragType } from './node-drag'
import { ShapeEdge } from './ShapeEdge'
import { useGraphFlow } from './use-graph-flow'
import { setViewArea } from './view-area'
import { ZoomControls } from './ZoomControls'

const nodeTypes = { graph: GraphNode }
const edgeTypes = { shape: ShapeEdge }
const snapGrid: [number, number] = [grid, grid]
/** Middle and right button; the left one draws a selection, Space makes it pan. */
const panButtons = [1, 2]
/** Below, the zoom controls need their room. */
const fitOptions: FitViewOptions = {
  padding: { top: '28px', left: '36px', right: '36px', bottom: '60px' },
  maxZoom: 1,
}
const minZoom = 0.05

/** The graph. Needs a `ReactFlowProvider` around it. */
export function Canvas() {
  const translate = useT()
  const { nodes, edges, onNodesChange, onEdgesChange } = useGraphFlow()
  const [moved, setMoved] = useState<DocumentEdge | null>(null)
  const movedRef = useRef<DocumentEdge | null>(null)
  const flow = useReactFlow<FlowNode, FlowEdge>()
  const area = useRef<HTMLDivElement>(null)
  const leaveFit = useViewRequests(area)

  const startMove = useCallback((edge: DocumentEdge | null) => {
    movedRef.current = edge
    setMoved(edge)
  }, [])

  const isValid = useCallback((connection: Connection | FlowEdge) => {
    const document = currentDocument(useDocument.getState())
    return checkEdge(document, documentEdge(connection), movedRef.current).ok
  }, [])

  const drop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(nodeDragType)
    if (!findNodeKind(kind)) return
    event.preventDefault()
    addNodeAt(
      kind as NodeKind,
      flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }),
    )
    area.current?.querySelector<HTMLElement>('.react-flow')?.focus({ preventScroll: true })
  }

  return (
    <section
      ref={area}
      className="canvas"
      aria-label={translate('canvas.label')}
      data-testid="canvas"
      onPointerDownCapture={pressed}
      onDragOver={allowDrop}
      onDrop={drop}
    >
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={connect}
        onConnectEnd={(event, state) => {
          if (!movedRef.current && !state.toHandle) connectToNode(event, state)
          else explainRefusal(state, movedRef.current)
        }}
        isValidConnection={isValid}
        connectionLineComponent={ConnectionLine}
        onReconnectStart={(_event, edge) => startMove(documentEdge(edge))}
        onReconnect={reconnect}
        onReconnectEnd={(_event, edge, _type, state) => {
          dropLoose(edge, state)
          startMove(null)
        }}
        onNodeClick={selectOnly}
        onNodeDragStart={focusNode}
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
        <ZoomControls onZoom={leaveFit} />
        <ConnectionHint moved={moved} />
      </ReactFlow>
      {nodes.length === 0 && <EmptyCanvas />}
    </section>
  )
}

/**
 * Answers Fit and Reveal, and tells where the middle of the view is. A fitted graph stays fitted
 * while panes and window change their size, until the user moves the view: gives what hears that.
 */
function useViewRequests(area: { readonly current: HTMLDivElement | null }): () => void {
  const { fitView, getViewport, screenToFlowPosition } = useReactFlow()
  const fits = useView(state => state.fitRequests)
  const revealed = useView(state => state.revealed)
  const shownFit = useRef(fits)
  const fitted = useRef(true)
  const size = useStore(({ width, height }) => `${width}×${height}`)
  const shownSize = useRef(size)

  useEffect(() => {
    // React Flow keeps a fit of nothing until a node comes, and would then move the view under it.
    const empty = currentDocument(useDocument.getState()).nodes.length === 0
    if (!empty) void fitView({ ...fitOptions, duration: fits === shownFit.current ? 0 : motion() })
    shownFit.current = fits
    fitted.current = !empty
  }, [fits, fitView])

  useEffect(() => {
    const resized = shownSize.current !== size
    shownSize.current = size
    if (resized && fitted.current) void fitView(fitOptions)
  }, [size, fitView])

  useEffect(() => {
    const node = revealed && findNode(useDocument.getState(), revealed.id)
    const box = area.current
    if (!node || !box) return
    const { x, y, zoom } = getViewport()
    const left = node.position.x * zoom + x
    const top = node.position.y * zoom + y
    const inside =
      left >= 0 &&
      top >= 0 &&
      left + nodeSize.width * zoom <= box.clientWidth &&
      top + nodeSize.height * zoom <= box.clientHeight
    if (inside) return
    fitted.current = true
    void fitView({ ...fitOptions, duration: motion() })
  }, [revealed, area, fitView, getViewport])

  useEffect(() => {
    setViewArea(() => {
      const box = area.current?.getBoundingClientRect() ?? new DOMRect()
      const exact = { snapToGrid: false }
      const from = screenToFlowPosition({ x: box.left, y: box.top }, exact)
      const to = screenToFlowPosition({ x: box.right, y: box.bottom }, exact)
      return { ...from, width: to.x - from.x, height: to.y - from.y }
    })
  }, [area, screenToFlowPosition])

  return useCallback(() => {
    fitted.current = false
  }, [])
}

function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180
}

/** An overview while part of the graph is out of sight and there is room for it. */
function Overview() {
  const translate = useT()
  const wanted = useStore(({ width, height, transform: [x, y, zoom], nodes }) => {
    if (width < 620 || height < 300 || nodes.length < 2) return false
    return nodes.some(
      ({ position }) =>
        position.x * zoom + x < 0 ||
        position.y * zoom + y < 0 ||
        (position.x + nodeSize.width) * zoom + x > width ||
        (position.y + nodeSize.height) * zoom + y > height,
    )
  })
  if (!wanted) return null
  return (
    <MiniMap<FlowNode>
      className="minimap"
      ariaLabel={translate('canvas.minimap')}
      nodeColor={miniColor}
      nodeStrokeWidth={0}
      nodeBorderRadius={12}
      pannable
      zoomable
      style={{ width: 132, height: 88 }}
    />
  )
}

function miniColor({ data }: FlowNode): string {
  return kindColor(data.node.kind)
}

/** A node leaves the selection by Escape through React Flow; the frame of several does not. */
function leaveSelection(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
    useDocument.getState().select(nothingSelected)
  }
}

/** React Flow leaves a node among several selected ones as it is; a plain click means it alone. */
const selectOnly: NodeMouseHandler<FlowNode> = (event, node) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  useDocument.getState().select({ nodes: [node.id], edges: [] })
}

function pressed(event: PointerEvent): void {
  // A pane's border is gripped a few pixels into the canvas too: no selection starts there.
  if (event.defaultPrevented) event.stopPropagation()
  commitField()
}

/** React Flow keeps clicks to itself; a field that is being edited has to hear of them. */
function commitField(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement) activeElement.blur()
}

function allowDrop(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(nodeDragType)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
}

const focusNode: OnNodeDrag<FlowNode> = event => {
  if (event.target instanceof HTMLElement) {
    event.target.closest<HTMLElement>('.react-flow__node')?.focus({ preventScroll: true })
  }
}

function nameOf(id: string): string {
  const node = findNode(useDocument.getState(), id)
  return node ? nodeName(node) : id
}

function connect(connection: Connection): void {
  addEdge(documentEdge(connection))
}

function addEdge(edge: DocumentEdge): void {
  const values = { from: nameOf(edge.from.node), to: nameOf(edge.to.node) }
  useDocument.getState().edit({ key: 'history.connect', values }, [{ kind: 'connect', edge }])
}

function reconnect(old: FlowEdge, connection: Connection): void {
  useDocument.getState().edit({ key: 'history.reconnect' }, [
    { kind: 'disconnect', edges: [documentEdge(old)] },
    { kind: 'connect', edge: documentEdge(connection) },
  ])
}

/** An edge's end that is dropped on empty canvas takes the edge away. */
function dropLoose(edge: FlowEdge, state: FinalConnectionState): void {
  if (state.isValid === true || state.toHandle) return
  useDocument
    .getState()
    .edit({ key: 'history.disconnect', values: { count: 1 } }, [
      { kind: 'disconnect', edges: [documentEdge(edge)] },
    ])
}

/** An edge dropped on a node's body instead of on its dot means that dot. */
function connectToNode(event: MouseEvent | TouchEvent, { fromHandle }: FinalConnectionState): void {
  const target = event.target instanceof Element ? event.target : null
  const id = target?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (!id || !fromHandle || id === fromHandle.nodeId) return
  const document = currentDocument(useDocument.getState())
  const edge = edgeToNode(document, fromHandle, id)
  const check = checkEdge(document, edge)
  if (check.ok) addEdge(edge)
  else refuse(check.reason)
}

function refuse(reason: string): void {
  useView.getState().notify({ key: 'canvas.refused', values: { reason } })
}

function explainRefusal(state: FinalConnectionState, moved: DocumentEdge | null): void {
  if (state.isValid !== false || !state.fromHandle || !state.toHandle) return
  const reason = refusal(state.fromHandle, state.toHandle, moved)
  if (reason) refuse(reason)
}
