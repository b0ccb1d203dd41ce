import { memo } from 'react'
import { BaseEdge, type EdgeProps } from 'reactflow'
import { edgeKey } from '../../engine/document/parse'
import { useHeat } from '../stores/heat'
import { useDropEdge } from './drop-edge'
import { edgeRoute } from './edge-path'
import type { FlowEdge } from './flow-elements'

/** An edge, tinted by the gradient that flows back along it. `EdgeLabels` draws its shape. */
export const ShapeEdge = memo(function ShapeEdge({
  sourceX,
  sourceY,
  targetX,
  targetY,
  id,
  source,
  selected,
}: EdgeProps<FlowEdge>) {
  const { path } = edgeRoute({ x: sourceX, y: sourceY }, { x: targetX, y: targetY })
  const heat = useHeat(({ outputs }) => outputs[source]?.color)
  const isDropTarget = useDropEdge(({ edge }) => edge !== null && edgeKey(edge) === id)
  return (
    <BaseEdge
      path={path}
      interactionWidth={16}
      {...(heat && !selected && !isDropTarget && { style: { stroke: heat, strokeWidth: 3 } })}
      {...(isDropTarget && { className: 'edge-drop' })}
    />
  )
})
