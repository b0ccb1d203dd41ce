import type { Selection } from 'd3'
import type { Size } from './size'

/** Says what a chart will show while there is nothing; the first line stands out. */
export function drawEmptyText(
  group: Selection<SVGGElement, unknown, null, undefined>,
  text: string | null,
  { width, height }: Size,
): void {
  const lines = text === null ? [] : text.split('\n')
  group
    .selectAll<SVGTextElement, string>('text')
    .data(lines)
    .join('text')
    .attr('class', (_, i) => (i === 0 ? 'chart-empty is-first' : 'chart-empty'))
    .attr('text-anchor', 'middle')
    .attr('x', width / 2)
    .attr('y', (_, i) => height / 2 + (i - (lines.length - 1) / 2) * 20)
    .attr('dy', '0.35em')
    .text(d => d)
}
