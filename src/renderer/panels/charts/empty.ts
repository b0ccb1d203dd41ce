import type { Selection } from 'd3'
import { textWidth } from './format'
import type { Size } from './size'

/** Breaks a line between words where it is wider than there is room. */
export function wrapped(line: string, width: number): string[] {
  const lines: string[] = []
  for (const word of line.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && textWidth(longer, 12) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** Says what a chart will show while there is nothing; what stands before the first break is its heading. */
export function drawEmptyText(
  group: Selection<SVGGElement, unknown, null, undefined>,
  text: string | null,
  { width, height }: Size,
): void {
  const lines = (text?.split('\n') ?? []).flatMap((part, i) =>
    wrapped(part, width - 16).map(line => ({ line, isFirst: i === 0 })),
  )
  group
    .selectAll<SVGTextElement, (typeof lines)[number]>('text')
    .data(lines)
    .join('text')
    .attr('class', ({ isFirst }) => (isFirst ? 'chart-empty is-first' : 'chart-empty'))
    .attr('text-anchor', 'middle')
    .attr('x', width / 2)
    .attr('y', (_, i) => height / 2 + (i - (lines.length - 1) / 2) * 20)
    .attr('dy', '0.35em')
    .text(({ line }) => line)
}
