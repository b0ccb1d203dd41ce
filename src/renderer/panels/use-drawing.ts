import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useTheme } from '../theme/theme'
import { type ChartTheme, chartTheme } from './charts/palette'
import type { Size } from './charts/size'
import { useGuard } from './use-guard'

export interface DrawingContext {
  readonly container: HTMLElement
  readonly size: Size
  readonly theme: ChartTheme
  readonly pixelRatio: number
}

/**
 * Keeps a vanilla chart of what its component knows drawn: after every render, and when the
 * container's size, the theme or the screen's pixel ratio changes. Charts of telemetry use `useChart`.
 */
export function useDrawing(
  ref: RefObject<HTMLElement | null>,
  draw: (context: DrawingContext) => void,
): void {
  const latestDraw = useRef(draw)
  const redraw = useRef(() => {})
  const guard = useGuard()

  useEffect(() => {
    const container = ref.current
    if (!container) return
    let size: Size = { width: container.clientWidth, height: container.clientHeight }
    const draw = () => guard(() => redraw.current())
    redraw.current = () => {
      if (size.width === 0 || size.height === 0) return
      const theme = chartTheme(useTheme.getState())
      latestDraw.current({ container, size, theme, pixelRatio: window.devicePixelRatio })
    }
    const resize = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      size = { width: Math.floor(width), height: Math.floor(height) }
      draw()
    })
    resize.observe(container)
    window.addEventListener('resize', draw)
    const stop = useTheme.subscribe(draw)
    draw()
    return () => {
      redraw.current = () => {}
      resize.disconnect()
      window.removeEventListener('resize', draw)
      stop()
    }
  }, [ref, guard])

  useLayoutEffect(() => {
    latestDraw.current = draw
    redraw.current()
  })
}
