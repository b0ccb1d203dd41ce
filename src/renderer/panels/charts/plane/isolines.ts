import { contours } from 'd3'
import type { Plot } from './plot'

type Corner = readonly [number, number]

/**
 * The lines where a square grid of values, row 0 at the bottom, crosses a level, as an SVG path over
 * the plot. Values stand in the middle of their cells, which fill the plot.
 */
export function isolinePath(
  values: ArrayLike<number>,
  resolution: number,
  level: number,
  { width, height }: Pick<Plot, 'width' | 'height'>,
): string {
  const x = (u: number) => ((u / resolution) * width).toFixed(1)
  const y = (v: number) => ((1 - v / resolution) * height).toFixed(1)
  const { coordinates } = contours()
    .size([resolution, resolution])
    .contour(Array.from(values), level)
  return coordinates
    .flat()
    .flatMap(ring => linesOf(ring as unknown as Corner[], resolution))
    .map(line => `M${line.map(([u, v]) => `${x(u)},${y(v)}`).join('L')}`)
    .join('')
}

/** A ring around a region without its stretches along the edge of the grid, where no line is. */
function linesOf(ring: readonly Corner[], resolution: number): Corner[][] {
  const last = resolution - 0.5
  const isOutside = ([u, v]: Corner) => u < 0.5 || v < 0.5 || u > last || v > last
  const lines: Corner[][] = []
  let line: Corner[] = []
  for (const [i, corner] of ring.entries()) {
    const before = ring[i - 1]
    if (before && isOutside(before) && isOutside(corner)) {
      if (line.length > 1) lines.push(line)
      line = []
    }
    line.push(corner)
  }
  if (line.length > 1) lines.push(line)
  return lines
}
