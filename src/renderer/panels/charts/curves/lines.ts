import { linePath } from './shapes'
import { drawableOn, group, isInSight, slotStep, type View } from './view'

export function drawLines(view: View, visible: boolean): void {
  const { data, x, y, smoothed, options } = view
  const root = group(view, 'lines')
  const drawable = drawableOn(options.log)
  const [first, end] = view.sight
  const inSight = (values: Float64Array) => values.subarray(first, end)
  const place = (slot: number) => x(slotStep(data, first + slot))
  const raw = { min: inSight(data.line.min), max: inSight(data.line.max) }
  const average = inSight(smoothed)
  const paths = visible
    ? [
        {
          kind: 'raw',
          tone: data.line.tone,
          d: linePath(raw, end - first, place, y, drawable),
        },
        {
          kind: 'smooth',
          tone: data.line.tone,
          d: linePath({ min: average, max: average }, end - first, place, y, drawable),
        },
        ...data.pointLines.map(({ points: all, tone }) => {
          const points = all.filter(point => isInSight(view, point.step))
          const values = Float64Array.from(points, point => point.value)
          const at = (i: number) => x(points[i]!.step)
          const d = linePath({ min: values, max: values }, points.length, at, y, drawable)
          return { kind: 'points', tone, d }
        }),
      ]
    : []
  root
    .selectAll<SVGPathElement, (typeof paths)[number]>('path')
    .data(paths)
    .join('path')
    .attr('class', p => `chart-line is-${p.kind} tone-${p.tone}`)
    .attr('d', p => p.d || null)
  const dots = visible
    ? data.pointLines.flatMap(({ points, tone }) => {
        const seen = points.filter(p => drawable(p.value) && isInSight(view, p.step))
        return seen.length * 12 <= view.plot.width ? seen.map(p => ({ ...p, tone })) : []
      })
    : []
  // A line needs two points: a single step is seen as one.
  if (visible && data.count === 1 && drawable(data.line.max[0]!)) {
    dots.push({ step: slotStep(data, 0), value: data.line.max[0]!, tone: data.line.tone })
  }
  root
    .selectAll<SVGCircleElement, (typeof dots)[number]>('circle')
    .data(dots)
    .join('circle')
    .attr('class', d => `chart-dot tone-${d.tone}`)
    .attr('r', 2.5)
    .attr('cx', d => x(d.step).toFixed(1))
    .attr('cy', d => y(d.value).toFixed(1))
}
