import type { ConnectionLineComponentProps } from 'reactflow'
import { edgeRoute } from './edge-path'
import type { CanvasNode } from './flow-elements'

/** An edge that is being drawn, on the route it will have: always from an output to an input. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromHandle,
}: ConnectionLineComponentProps<CanvasNode>) {
  const start = { x: fromX, y: fromY }
  const end = { x: toX, y: toY }
  const { path } = fromHandle.type === 'source' ? edgeRoute(start, end) : edgeRoute(end, start)
  return <path className="react-flow__connection-path" d={path} fill="none" />
}
