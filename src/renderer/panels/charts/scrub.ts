import type { Selection } from 'd3'

/** The step that all views show, and how a chart moves it. */
export interface ScrubHandlers {
  hover(step: number | null): void
  pin(step: number): void
  release(): void
}

/** The step that all views show, as charts mark it: under the pointer of another chart, or pinned. */
export interface ScrubMark {
  readonly step: number
  readonly pinned: boolean
}

/** Draws the marks that are on the plot; a pinned one has a handle. */
export function drawScrubMarks(
  group: Selection<SVGGElement, unknown, null, undefined>,
  marks: readonly ScrubMark[],
  placeOf: (step: number) => number,
  plot: { readonly width: number; readonly height: number },
): void {
  const shapes = marks.flatMap(({ step, pinned }) => {
    const x = placeOf(step)
    if (x < -0.5 || x > plot.width + 0.5) return []
    const line = `M${x.toFixed(1)},0V${plot.height}`
    return [
      { name: 'chart-mark is-casing', d: line },
      { name: 'chart-mark', d: line },
      ...(pinned
        ? [{ name: 'chart-mark is-handle', d: `M${(x - 5).toFixed(1)},-7h10l-5,6z` }]
        : []),
    ]
  })
  group
    .selectAll<SVGPathElement, (typeof shapes)[number]>('path.chart-mark')
    .data(shapes)
    .join('path')
    .attr('class', shape => shape.name)
    .attr('d', shape => shape.d)
}

export function pinnedStep(marks: readonly ScrubMark[]): number | null {
  return marks.find(mark => mark.pinned)?.step ?? null
}
