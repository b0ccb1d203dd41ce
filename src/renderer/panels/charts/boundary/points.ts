import { cividis } from '../palette'
import { chartGround, classColour, classMark } from '../plane/classes'
import { valueRange } from './field'
import { type BoundaryPoint, group, type View } from './view'

/** Draws the examples: filled those that are trained on, hollow those that are held out. */
export function drawPoints(view: View): void {
  const { data, plot, scales, options } = view
  const { points, classes, plane } = data
  const range = classes === null ? valueRange(view) : null
  const key = JSON.stringify([plot, plane, options.theme, classes, range])
  const root = group(view, 'points').attr('transform', `translate(${plot.left},${plot.top})`)
  if (view.drawn.key === key && view.drawn.points === points) return
  view.drawn = { points, key }
  const colour = (target: number) =>
    range
      ? cividis((target - range[0]) / (range[1] - range[0]), options.theme)
      : classColour(target, options.theme)
  const ground = chartGround(options.theme)
  // Hundreds of them stand in a plot that may be small.
  const area = Math.max(9, Math.min(30, plot.width / 14))
  root
    .selectAll<SVGPathElement, BoundaryPoint>('path')
    .data(scales ? points : [])
    .join('path')
    .attr('class', point => (point.isTraining ? 'chart-example' : 'chart-example is-held-out'))
    .attr('d', point => classMark(range ? 0 : point.target, area))
    .attr('transform', ({ x, y }) => `translate(${scales!.x(x)},${scales!.y(y)})`)
    .attr('fill', point => (point.isTraining ? colour(point.target) : ground))
    .attr('stroke', point => (point.isTraining ? ground : colour(point.target)))
}
