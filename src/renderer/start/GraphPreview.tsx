import type { GraphDocument } from '../../engine/document/schema'
import { edgeRoute } from '../canvas/edge-path'
import { nodeRect, nodeSize } from '../canvas/geometry'
import { kindColor } from '../canvas/kind-color'

const margin = 40

/** A small drawing of a graph: its nodes in their colours, and how they are joined. */
export function GraphPreview({ document }: { readonly document: GraphDocument }) {
  const rects = new Map(document.nodes.map(node => [node.id, nodeRect(node)]))
  const all = [...rects.values()]
  if (all.length === 0) return null
  const left = Math.min(...all.map(rect => rect.x)) - margin
  const top = Math.min(...all.map(rect => rect.y)) - margin
  const width = Math.max(...all.map(rect => rect.x + rect.width)) + margin - left
  const height = Math.max(...all.map(rect => rect.y + rect.height)) + margin - top
  return (
    <svg
      className="graph-preview"
      viewBox={`${left} ${top} ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
    >
      {document.edges.map(({ from, to }) => {
        const source = rects.get(from.node)
        const target = rects.get(to.node)
        if (!source || !target) return null
        const { path } = edgeRoute(
          { x: source.x + nodeSize.width, y: source.y + nodeSize.height / 2 },
          { x: target.x, y: target.y + nodeSize.height / 2 },
        )
        return <path key={`${from.node} ${to.node} ${to.port}`} className="preview-edge" d={path} />
      })}
      {document.nodes.map(node => (
        <g key={node.id} transform={`translate(${node.position.x} ${node.position.y})`}>
          <rect className="preview-node" {...nodeSize} rx="10" />
          <rect width="14" height={nodeSize.height} rx="6" fill={kindColor(node.kind)} />
        </g>
      ))}
    </svg>
  )
}
