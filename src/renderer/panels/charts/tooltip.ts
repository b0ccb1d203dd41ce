import { select } from 'd3'

export interface TooltipLine {
  readonly label: string
  readonly value: string
  /** Class of the swatch before the label, if it has one. */
  readonly tone?: string
}

export interface TooltipContent {
  readonly title: string
  readonly note?: string
  readonly lines: readonly TooltipLine[]
}

/**
 * Shows exact values beside a point, inside the container's bounds; null hides it. Decoration for
 * eyes: charts say the same in a live region when the keyboard moves their cursor.
 */
export function showTooltip(
  container: HTMLElement,
  content: TooltipContent | null,
  x = 0,
  y = 0,
): void {
  const tooltip = select(container)
    .selectAll<HTMLDivElement, TooltipContent>('div.chart-tooltip')
    .data(content ? [content] : [])
    .join(enter => enter.append('div').attr('class', 'chart-tooltip').attr('aria-hidden', 'true'))
  const node = tooltip.node()
  if (!node || !content) return
  tooltip
    .selectAll<HTMLElement, string>('div.chart-tooltip-title')
    .data([content.title])
    .join('div')
    .attr('class', 'chart-tooltip-title')
    .text(d => d)
  tooltip
    .selectAll<HTMLElement, string>('div.chart-tooltip-note')
    .data(content.note === undefined ? [] : [content.note])
    .join('div')
    .attr('class', 'chart-tooltip-note')
    .text(d => d)
  const lines = tooltip
    .selectAll<HTMLElement, TooltipLine>('div.chart-tooltip-line')
    .data(content.lines)
    .join(enter => {
      const line = enter.append('div').attr('class', 'chart-tooltip-line')
      line.append('i')
      line.append('span')
      line.append('b')
      return line
    })
  lines.select('i').attr('class', d => `chart-swatch ${d.tone ?? 'is-none'}`)
  lines.select('span').text(d => d.label)
  lines.select('b').text(d => d.value)

  const gap = 12
  const { offsetWidth: width, offsetHeight: height } = node
  const right = x + gap + width <= container.clientWidth
  const left = right ? x + gap : Math.max(0, x - gap - width)
  const top = Math.max(0, Math.min(container.clientHeight - height, y - height / 2))
  tooltip.style('transform', `translate(${Math.round(left)}px, ${Math.round(top)}px)`)
}

/** Text for screen readers only, spoken when it changes. */
export function announce(container: HTMLElement, text: string): void {
  select(container)
    .selectAll('div.chart-live')
    .data([text])
    .join('div')
    .attr('class', 'chart-live')
    .attr('aria-live', 'polite')
    .text(d => d)
}
