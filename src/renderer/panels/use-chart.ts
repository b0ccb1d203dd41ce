import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { telemetryStore } from '../stores/telemetry'
import { useTheme } from '../theme/theme'
import type { ChartTheme } from './charts/palette'
import type { Size } from './charts/size'

export interface ChartContext {
  readonly container: HTMLElement
  readonly size: Size
  readonly theme: ChartTheme
  readonly pixelRatio: number
}

/**
 * Keeps a vanilla chart drawn without rendering React: again when telemetry arrives, when the
 * container's size, the theme or the screen's pixel ratio changes, and after every render of the
 * calling component, whose options may have changed.
 */
export function useChart(
  ref: RefObject<HTMLElement | null>,
  draw: (context: ChartContext) => void,
): void {
  const latestDraw = useRef(draw)
  const redraw = useRef(() => {})

  useEffect(() => {
    const container = ref.current
    if (!container) return
    let size: Size = { width: container.clientWidth, height: container.clientHeight }

    redraw.current = () => {
      if (size.width === 0 || size.height === 0) return
      const theme = useTheme.getState().scheme
      latestDraw.current({ container, size, theme, pixelRatio: window.devicePixelRatio })
    }
    const draw = () => redraw.current()

    const resize = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      size = { width: Math.floor(width), height: Math.floor(height) }
      draw()
    })
    resize.observe(container)
    const stopTheme = useTheme.subscribe(draw)
    // A window that moves to another screen changes its ratio with a resize event.
    window.addEventListener('resize', draw)
    const unsubscribe = telemetryStore.subscribe(draw)
    return () => {
      redraw.current = () => {}
      resize.disconnect()
      stopTheme()
      window.removeEventListener('resize', draw)
      unsubscribe()
    }
  }, [ref])

  useLayoutEffect(() => {
    latestDraw.current = draw
    redraw.current()
  })
}
