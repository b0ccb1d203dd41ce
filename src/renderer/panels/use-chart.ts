import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { scrubber, useScrubber } from '../stores/scrubber'
import { type ShownFrame, shownFrame } from '../stores/shown-frame'
import { telemetryStore } from '../stores/telemetry'
import { showSteps, useTimeWindow } from '../stores/time-window'
import { useTheme } from '../theme/theme'
import { type ChartTheme, chartTheme } from './charts/palette'
import type { ScrubHandlers, ScrubMark } from './charts/scrub'
import type { Size } from './charts/size'
import type { StepWindow } from './charts/time-window'
import { useGuard } from './use-guard'

export interface ChartContext {
  readonly container: HTMLElement
  readonly size: Size
  readonly theme: ChartTheme
  readonly pixelRatio: number
  /** The step that all views show. */
  readonly shown: ShownFrame | null
  /** What charts over the steps share: the stretch in sight, the marked steps, and how both move. */
  readonly time: {
    readonly window: StepWindow | null
    onWindow(window: StepWindow | null): void
    readonly marks: readonly ScrubMark[]
    readonly scrub: ScrubHandlers
  }
}

let read: { telemetry: unknown; scrubber: unknown; shown: ShownFrame | null } | undefined

/** The shown frame, put together once for all charts. */
function frameOfAll(): ShownFrame | null {
  const telemetry = telemetryStore.getState()
  const scrubber = useScrubber.getState()
  if (read?.telemetry !== telemetry || read.scrubber !== scrubber) {
    read = { telemetry, scrubber, shown: shownFrame() }
  }
  return read.shown
}

const scrub: ScrubHandlers = {
  hover: scrubber.hover,
  pin: scrubber.pin,
  release: scrubber.release,
}

function marks(): ScrubMark[] {
  const { hovered, pinned } = useScrubber.getState()
  return [
    ...(pinned === null ? [] : [{ step: pinned, pinned: true }]),
    ...(hovered === null || hovered === pinned ? [] : [{ step: hovered, pinned: false }]),
  ]
}

/**
 * Keeps a vanilla chart drawn without rendering React: again when telemetry arrives, when the shown
 * step, the container's size, the theme or the screen's pixel ratio changes, and after every render of
 * the calling component, whose options may have changed.
 */
export function useChart(
  ref: RefObject<HTMLElement | null>,
  draw: (context: ChartContext) => void,
): void {
  const latestDraw = useRef(draw)
  const redraw = useRef(() => {})
  const guard = useGuard()

  useEffect(() => {
    const container = ref.current
    if (!container) return
    let size: Size = { width: container.clientWidth, height: container.clientHeight }

    redraw.current = () => {
      if (size.width === 0 || size.height === 0) return
      const { window: inSight } = useTimeWindow.getState()
      latestDraw.current({
        container,
        size,
        theme: chartTheme(useTheme.getState()),
        pixelRatio: window.devicePixelRatio,
        shown: frameOfAll(),
        time: { window: inSight, onWindow: showSteps, marks: marks(), scrub },
      })
    }
    const draw = () => guard(() => redraw.current())

    const resize = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      size = { width: Math.floor(width), height: Math.floor(height) }
      draw()
    })
    resize.observe(container)
    // A window that moves to another screen changes its ratio with a resize event.
    window.addEventListener('resize', draw)
    const stops = [telemetryStore, useScrubber, useTimeWindow, useTheme].map(store =>
      store.subscribe(draw),
    )
    return () => {
      redraw.current = () => {}
      resize.disconnect()
      window.removeEventListener('resize', draw)
      for (const stop of stops) stop()
    }
  }, [ref, guard])

  useLayoutEffect(() => {
    latestDraw.current = draw
    redraw.current()
  })
}
