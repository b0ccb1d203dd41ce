import { useStore, ViewportPortal } from 'reactflow'
import { useGuides } from './guides'

/** The lines along which what is dragged stands in a row with its neighbours. */
export function Guides() {
  const guides = useGuides(state => state.guides)
  return guides.length === 0 ? null : <Lines />
}

function Lines() {
  const guides = useGuides(state => state.guides)
  const zoom = useStore(({ transform }) => transform[2])
  return (
    <ViewportPortal>
      <svg className="guides" aria-hidden data-testid="guides" strokeWidth={1 / zoom}>
        {guides.map(({ axis, at, from, to }) => {
          const ends =
            axis === 'x'
              ? { x1: at, x2: at, y1: from, y2: to }
              : { x1: from, x2: to, y1: at, y2: at }
          return <line key={`${axis}${at}`} {...ends} />
        })}
      </svg>
    </ViewportPortal>
  )
}
