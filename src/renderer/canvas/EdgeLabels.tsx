import { memo } from 'react'
import { EdgeLabelRenderer } from 'reactflow'
import type { FlowEdge } from './flow-elements'

/**
 * The shapes of what flows along all edges, in one layer: React Flow's label layer is looked up in the
 * document at every change, once for each component that uses it.
 */
export const EdgeLabels = memo(function EdgeLabels({ edges }: { edges: readonly FlowEdge[] }) {
  return (
    <EdgeLabelRenderer>
      {edges.map(edge => (
        <EdgeLabel key={edge.id} edge={edge} />
      ))}
    </EdgeLabelRenderer>
  )
})

const EdgeLabel = memo(function EdgeLabel({ edge: { data, selected } }: { edge: FlowEdge }) {
  if (!data?.text || !data.label) return null
  const { x, y } = data.label
  return (
    <span
      className="edge-shape"
      data-testid="edge-shape"
      data-selected={selected || undefined}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
    >
      {data.text}
    </span>
  )
})
