import { MiniMap, useStore } from 'reactflow'
import { useT } from '../i18n/index'
import { usePanes } from '../stores/panes'
import type { CanvasNode } from './flow-elements'
import { nodeSize } from './geometry'
import { kindColor } from './kind-color'

/** An overview while part of the graph is out of sight and there is room for it. */
export function Overview() {
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
  const shown = usePanes(state => state.minimap)
  if (!wanted || !shown) return null
  return (
    <MiniMap<CanvasNode>
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

function miniColor(element: CanvasNode): string {
  return element.type === 'frame'
    ? `color-mix(in srgb, var(--frame-${element.data.frame.color ?? 'gray'}) 25%, transparent)`
    : kindColor(element.data.node.kind)
}
