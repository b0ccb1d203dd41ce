import { layerOf } from '../chart-frame'
import { type ChartTheme, cividis } from '../palette'
import { layoutOf, linesWithin, margin, type ParallelLine, placeOn, type View } from './view'

/** Below an axis, for what has no place on it. */
const lostPlace = 18

/** The colour of a line: the better, the further from the ground. */
export function lineColour(goodness: number, theme: ChartTheme): string {
  return cividis(theme.startsWith('dark') ? goodness : 1 - goodness, theme)
}

/** Corners of a line, in pixels. */
export function cornersOf(view: View, line: ParallelLine): [number, number][] {
  const { height, x } = layoutOf(view)
  return view.data.axes.map((axis, i) => {
    const place = placeOn(axis, line.values[i] ?? null)
    return [x(i), margin.top + (place === null ? height + lostPlace : place * height)]
  })
}

/** Draws the trials, the worst first, so that the best lie on top. */
export function drawLines(view: View): void {
  const { svg, data, options, marks, hovered } = view
  const within = new Set(linesWithin(view).map(({ id }) => id))
  const isRaised = ({ id }: ParallelLine) => id === hovered || id === options.selected
  const ordered = [...data.lines]
    .reverse()
    .sort((a, b) => Number(isRaised(a)) - Number(isRaised(b)))
  layerOf(svg, 'lines')
    .selectAll<SVGPathElement, ParallelLine>('path')
    .data(ordered, line => line.id)
    .join('path')
    .order()
    .attr('class', line =>
      [
        'parallel-line',
        line.goodness === null ? 'is-lost' : '',
        marks.size > 0 && !within.has(line.id) ? 'is-out' : '',
        line.id === options.selected ? 'is-selected' : '',
        line.id === hovered ? 'is-hovered' : '',
      ]
        .filter(Boolean)
        .join(' '),
    )
    .attr('data-trial', line => line.id)
    .attr('stroke', line =>
      line.goodness === null ? null : lineColour(line.goodness, options.theme),
    )
    .attr(
      'd',
      line =>
        `M${cornersOf(view, line)
          .map(corner => corner.map(round).join(','))
          .join('L')}`,
    )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

const near = 14

/** The line nearest to a point, of those within what is marked; null where none is near. */
export function nearestLine(view: View, px: number, py: number): ParallelLine | null {
  const { gap } = layoutOf(view)
  const axis = gap > 0 ? (px - margin.left) / gap : 0
  const from = Math.min(view.data.axes.length - 2, Math.max(0, Math.floor(axis)))
  const share = Math.min(1, Math.max(0, axis - from))
  let found: ParallelLine | null = null
  let least = near
  for (const line of linesWithin(view)) {
    const corners = cornersOf(view, line)
    const [a, b] = [corners[from], corners[from + 1] ?? corners[from]]
    if (!a || !b) continue
    const distance = Math.abs(a[1] + (b[1] - a[1]) * share - py)
    if (distance < least) {
      found = line
      least = distance
    }
  }
  return found
}
