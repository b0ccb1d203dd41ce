import { useCallback, useEffect, useRef } from 'react'
import { type FitViewOptions, useReactFlow, useStore } from 'reactflow'
import type { DocumentNode, Position } from '../../engine/document/schema'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { nodeSize } from './geometry'
import { readableZoom } from './sight'
import { setViewArea } from './view-area'

/** Below, the zoom controls need their room. */
const fitOptions: FitViewOptions = {
  padding: { top: '28px', left: '36px', right: '36px', bottom: '60px' },
  maxZoom: 1,
}

/** How near a node is shown that was looked for in a graph too large to read. */
const nearZoom = 0.75

/**
 * Answers Fit and Reveal, and tells where the middle of the view is. A fitted graph stays fitted
 * while panes and window change their size, until the user moves the view: gives what hears that.
 */
export function useViewRequests(area: { readonly current: HTMLDivElement | null }): () => void {
  const { fitView, getViewport, screenToFlowPosition, setCenter } = useReactFlow()
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
    if (revealed?.near && zoom < readableZoom) {
      fitted.current = false
      const middle = nodeMiddle(node)
      void setCenter(middle.x, middle.y, { zoom: nearZoom, duration: motion() })
      return
    }
    if (inside) return
    fitted.current = true
    void fitView({ ...fitOptions, duration: motion() })
  }, [revealed, area, fitView, getViewport, setCenter])

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

function nodeMiddle({ position }: DocumentNode): Position {
  return { x: position.x + nodeSize.width / 2, y: position.y + nodeSize.height / 2 }
}

function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180
}
