import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

interface TooltipProps {
  /** The element the tooltip belongs to; it takes focus and pointer itself. */
  readonly children: ReactElement<Record<string, unknown>>
  readonly content: ReactNode
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  readonly tone?: 'plain' | 'error' | 'warning'
}

/** A line of help at an element, on hover and on focus. Without content there is none. */
export function Tooltip({ children, content, side = 'bottom', tone = 'plain' }: TooltipProps) {
  return (
    <Base.Root disabled={content === null || content === undefined || content === ''}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={8} className="tooltip-positioner">
          <Base.Popup className="tooltip" data-tone={tone}>
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
