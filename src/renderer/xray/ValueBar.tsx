import { formatScientific } from '../format'
import { logPlace } from './depth-rows'

/** A figure with a bar of its size among the others, by powers of ten. */
export function ValueBar({
  value,
  all,
}: {
  readonly value: number
  readonly all: readonly number[]
}) {
  if (Number.isNaN(value)) return <>–</>
  const width = `${Math.round(4 + 96 * logPlace(value, all))}%`
  return (
    <span className="value-bar">
      <span className="value-bar-track" aria-hidden>
        <span className="value-bar-fill" style={{ width: value > 0 ? width : 0 }} />
      </span>
      <span className="value-bar-figure">{formatScientific(value)}</span>
    </span>
  )
}
