import { area, line, max, scaleLinear, select } from 'd3'
import type { RatePoint } from './planned-run'

export interface SchedulePreviewText {
  /** The largest rate, at the top. */
  readonly top: string
  readonly start: string
  readonly end: string
}

interface Size {
  readonly width: number
  readonly height: number
}

const footer = 14

/** Draws the learning rate over a run, from 0 at the bottom, with the largest rate written at the top. */
export function drawSchedulePreview(
  svg: SVGSVGElement,
  points: readonly RatePoint[],
  text: SchedulePreviewText,
  { width, height }: Size,
): void {
  const bottom = height - footer
  const x = scaleLinear([0, Math.max(1, points.at(-1)?.step ?? 1)], [0, width])
  const y = scaleLinear([0, max(points, ({ rate }) => rate) || 1], [bottom, 4])
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectChildren().remove()
  const data = [...points]
  root
    .append('path')
    .attr('class', 'schedule-area')
    .attr(
      'd',
      area<RatePoint>(
        ({ step }) => x(step),
        bottom,
        ({ rate }) => y(rate),
      )(data),
    )
  root
    .append('path')
    .attr('class', 'schedule-line')
    .attr(
      'd',
      line<RatePoint>(
        ({ step }) => x(step),
        ({ rate }) => y(rate),
      )(data),
    )
  root
    .append('line')
    .attr('class', 'schedule-axis')
    .attr('x2', width)
    .attr('y1', bottom + 0.5)
    .attr('y2', bottom + 0.5)
  const label = (content: string, at: number, anchor: string) =>
    root
      .append('text')
      .attr('class', 'schedule-text')
      .attr('x', at)
      .attr('y', height - 2)
      .attr('text-anchor', anchor)
      .text(content)
  label(text.start, 0, 'start')
  label(text.end, width, 'end')
  // In the middle of the footer, where it never lies on the curve.
  label(text.top, width / 2, 'middle')
}
