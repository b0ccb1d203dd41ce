import { type CSSProperties, memo } from 'react'
import type { NodeProps } from 'reactflow'
import { nodeProblem, useAnalysis } from '../stores/analysis'
import { useFindings } from '../stores/findings'
import { useHeat } from '../stores/heat'
import { targetState, useConnecting } from './connecting'
import type { FlowNode } from './flow-elements'
import { nodeSize } from './geometry'
import { kindColor } from './kind-color'
import { NodeDetails } from './NodeDetails'
import { isInSight, useSight } from './sight'

/** A node on the canvas: bar in its kind's colour; what there is to read where it can be read. */
export const GraphNode = memo(function GraphNode({
  data: { node },
  selected,
  positionAbsoluteX: x,
  positionAbsoluteY: y,
}: NodeProps<FlowNode>) {
  const severity = useAnalysis(analysis => nodeProblem(analysis, node.id)?.severity)
  const target = useConnecting(({ now }) => targetState(now, node))
  const isPreviewed = useFindings(({ preview }) => preview?.nodeIds.has(node.id) ?? false)
  const isInDetail = useSight(({ area }) => isInSight(area, { x, y, ...nodeSize }))
  const heat = useHeat(({ weights }) => weights[node.id]?.color)
  // An edge that is being drawn can go to any node.
  const isPlain = !isInDetail && target === null
  return (
    <div
      className="node"
      data-testid={`node-${node.id}`}
      data-kind={node.kind}
      data-plain={isPlain || undefined}
      data-selected={selected || undefined}
      data-bypassed={node.disabled || undefined}
      data-problem={severity}
      data-preview={isPreviewed || undefined}
      data-target={target ?? undefined}
      style={{ '--bar': kindColor(node.kind), '--heat': heat } as CSSProperties}
    >
      {!isPlain && <NodeDetails node={node} />}
    </div>
  )
})
