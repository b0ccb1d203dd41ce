import { formatValue } from '../format'
import { cividis } from '../palette'
import { isolinePath } from '../plane/isolines'
import { colourRamp, paintTiles, pixelOf } from '../plane/raster'
import { group, type LandscapeData, type LossScale, type View } from './view'

/** Contour lines between the lowest and the highest loss. */
const lines = 11
/** Room for the bar and its labels beside the map. */
export const lossBarWidth = 80

/** Points whose loss is not a number or infinite. */
const broken = '#b5179e'

/** Paints the losses that are known, and contour lines once all are. */
export function drawSurface(view: View, scale: LossScale | null): void {
  const { canvas, size, options, data, plot, scales } = view
  const isDrawn = data !== null && scale !== null && scales !== null
  const isWhole = data !== null && data.done === data.losses.length
  const tiles = isDrawn
    ? [{ resolution: data.resolution, pixels: pixelsOf(view, data, scale), plot, smooth: isWhole }]
    : []
  paintTiles(canvas, size, options.pixelRatio, tiles)
  const path = isDrawn && isWhole ? contourPath(data, scale, plot) : ''
  group(view, 'lines')
    .attr('transform', `translate(${plot.left},${plot.top})`)
    .selectAll<SVGPathElement, string>('path')
    .data(path ? [path] : [])
    .join('path')
    .attr('class', 'chart-contour')
    .attr('d', d => d)
}

function pixelsOf({ options }: View, data: LandscapeData, scale: LossScale): Uint32Array {
  const ramp = colourRamp(place => cividis(place, options.theme))
  const brokenPixel = pixelOf(broken)
  return Uint32Array.from(data.losses, (loss, point) => {
    if (point >= data.done) return 0
    return Number.isFinite(loss) ? ramp(scale.place(loss)) : brokenPixel
  })
}

function contourPath(data: LandscapeData, scale: LossScale, plot: View['plot']): string {
  const places = Float64Array.from(data.losses, loss =>
    Number.isFinite(loss) ? scale.place(loss) : 2,
  )
  return Array.from({ length: lines }, (_, i) =>
    isolinePath(places, data.resolution, (i + 1) / (lines + 1), plot),
  ).join('')
}

interface BarTick {
  readonly place: number
  readonly label: string
}

/** Draws which colour is which loss, upright beside the map. */
export function drawLossBar(view: View, scale: LossScale | null): void {
  const { plot, options, scales } = view
  const root = group(view, 'legend').attr(
    'transform',
    `translate(${plot.left + plot.width + 18},${plot.top})`,
  )
  const isDrawn = scale !== null && scales !== null
  const parts = 64
  const part = plot.height / parts
  root
    .selectAll<SVGRectElement, number>('rect')
    .data(isDrawn ? Array.from({ length: parts }, (_, i) => i) : [])
    .join('rect')
    .attr('y', i => plot.height - (i + 1) * part)
    .attr('width', 10)
    .attr('height', part + 0.5)
    .attr('fill', i => cividis(i / (parts - 1), options.theme))
  const steps = plot.height > 110 ? 4 : 2
  const ticks: BarTick[] = isDrawn
    ? Array.from({ length: steps + 1 }, (_, i) => ({
        place: i / steps,
        label: formatValue(scale.loss(i / steps), 3),
      }))
    : []
  const drawn = root
    .selectAll<SVGGElement, BarTick>('g.tick')
    .data(ticks)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line').attr('x1', 10).attr('x2', 14)
      tick.append('text').attr('x', 18).attr('dy', '0.35em')
      return tick
    })
    .attr('transform', ({ place }) => `translate(0,${(1 - place) * plot.height})`)
  drawn.select('text').text(({ label }) => label)
  root
    .selectAll<SVGTextElement, string>('text.chart-axis-title')
    .data(isDrawn ? [`${options.text.loss}${scale.isLog ? ', log' : ''}`] : [])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('x', 0)
    .attr('y', plot.height + 22)
    .text(d => d)
}
