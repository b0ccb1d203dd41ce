import type { ScaleLinear, Selection } from 'd3'
import { formatStep, textWidth } from './format'

/** Whole steps to mark so that their labels stand apart. */
export function stepTicks(scale: ScaleLinear<number, number>): number[] {
  const [from, to] = scale.range() as [number, number]
  const width = textWidth(formatStep(scale.domain()[1]!)) + 36
  return scale.ticks(Math.max(1, Math.floor((to - from) / width))).filter(Number.isInteger)
}

/** Draws ticks and labels below y = 0 of the group. Labels stay within the axis. */
export function drawStepAxis(
  group: Selection<SVGGElement, unknown, null, undefined>,
  scale: ScaleLinear<number, number>,
): void {
  const [from, to] = scale.range() as [number, number]
  const ticks = group
    .selectAll<SVGGElement, number>('g.tick')
    .data(stepTicks(scale))
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line').attr('y2', 4)
      tick.append('text').attr('y', 15)
      return tick
    })
    .attr('transform', step => `translate(${scale(step).toFixed(1)},0)`)
  let free = Number.NEGATIVE_INFINITY
  const labels = stepTicks(scale).map(step => {
    const text = formatStep(step)
    const width = textWidth(text)
    // Kept within the axis at its ends, and left out where that pushes it onto its neighbour.
    const middle = Math.min(to + 4 - width / 2, Math.max(from - 4 + width / 2, scale(step)))
    if (middle - width / 2 < free) return { x: 0, text: '' }
    free = middle + width / 2 + 10
    return { x: middle - scale(step), text }
  })
  ticks
    .select('text')
    .attr('text-anchor', 'middle')
    .attr('x', (_, i) => labels[i]!.x.toFixed(1))
    .text((_, i) => labels[i]!.text)
}
