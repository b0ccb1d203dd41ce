import { memo, useMemo } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'reactflow'
import { useAnalysis } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { placeLabels } from './edge-labels'
import { labelRequests, type ShownLabel, shownLabels } from './edge-labels-shown'
import type { Positions } from './flow-elements'
import { nodeRect } from './geometry'
import { useSight } from './sight'

interface EdgeLabelsProps {
  /** Where nodes are that are being dragged. */
  readonly dragged: Positions
}

/** The shapes of what flows along the edges, where they can be read. */
export const EdgeLabels = memo(function EdgeLabels({ dragged }: EdgeLabelsProps) {
  const layer = useLabelLayer()
  const isReadable = useSight(({ area }) => area !== null)
  return layer && isReadable ? createPortal(<Labels dragged={dragged} />, layer) : null
})

/** Looked up once: React Flow's own renderer does it at every change of its store. */
function useLabelLayer(): Element | null {
  const canvas = useStore(({ domNode }) => domNode)
  return useMemo(() => canvas?.querySelector('.react-flow__edgelabel-renderer') ?? null, [canvas])
}

function Labels({ dragged }: EdgeLabelsProps) {
  const { nodes, edges, training } = useDocument(currentDocument)
  const chosen = useDocument(({ selection }) => selection.edges)
  const shapes = useAnalysis(analysis => analysis.shapes)
  const area = useSight(sight => sight.area)
  const requests = useMemo(
    () => labelRequests(edges, nodes, shapes, training.batchSize),
    [edges, nodes, shapes, training.batchSize],
  )
  const places = useMemo(() => placeLabels(requests, nodes.map(nodeRect)), [requests, nodes])
  const selected = useMemo(() => new Set(chosen), [chosen])
  const labels = shownLabels({ requests, places, selected, dragged, area })
  return labels.map(({ key, ...label }) => <EdgeLabel key={key} {...label} />)
}

const EdgeLabel = memo(function EdgeLabel({ text, x, y, selected }: Omit<ShownLabel, 'key'>) {
  return (
    <span
      className="edge-shape"
      data-testid="edge-shape"
      data-selected={selected || undefined}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
    >
      {text}
    </span>
  )
})
