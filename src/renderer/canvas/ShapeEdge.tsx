import { memo } from 'react'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from 'reactflow'
import { edgeKey } from '../../engine/document/parse'
import { useHeat } from '../stores/heat'
import { useDropEdge } from './drop-edge'
import { edgeRoute } from './edge-path'
import type { FlowEdge } from './flow-elements'

/** An edge with the shape of what flows along it, where there is room for a label. */
export const ShapeEdge = memo(function ShapeEdge({
  sourceX,
  sourceY,
  targetX,
  targetY,
  id,
  source,
  selected,
  data,
}: EdgeProps<FlowEdge>) {
  const { path, labelPoints } = edgeRoute({ x: sourceX, y: sourceY }, { x: targetX, y: targetY })
  const heat = useHeat(({ outputs }) => outputs[source]?.color)
  const isDropTarget = useDropEdge(({ edge }) => edge !== null && edgeKey(edge) === id)
  // Without a free place the label shows only while the edge is selected, above the nodes.
  const at = data?.label ?? (selected ? labelPoints[0] : null)
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={16}
        {...(heat && !selected && !isDropTarget && { style: { stroke: heat, strokeWidth: 3 } })}
        {...(isDropTarget && { className: 'edge-drop' })}
      />
      {data?.text && at && (
        <EdgeLabelRenderer>
          <span
            className="edge-shape"
            data-testid="edge-shape"
            data-selected={selected || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
          >
            {data.text}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})
