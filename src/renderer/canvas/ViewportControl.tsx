import { useEffect } from 'react'
import { useReactFlow } from 'reactflow'
import { setViewport } from './viewport'

/** Lets commands move the view; `onMove` hears of it. Belongs inside `ReactFlow`. */
export function ViewportControl({ onMove }: { readonly onMove: () => void }) {
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow()
  useEffect(() => {
    const move = (by: () => Promise<boolean>) => {
      onMove()
      void by()
    }
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150
    setViewport({
      zoomIn: () => move(() => zoomIn({ duration })),
      zoomOut: () => move(() => zoomOut({ duration })),
      zoomTo: level => move(() => zoomTo(level, { duration })),
      fitNodes: ids =>
        move(() =>
          fitView({ nodes: ids.map(id => ({ id })), padding: '60px', maxZoom: 1.5, duration }),
        ),
    })
    return () => setViewport(null)
  }, [onMove, zoomIn, zoomOut, zoomTo, fitView])
  return null
}
