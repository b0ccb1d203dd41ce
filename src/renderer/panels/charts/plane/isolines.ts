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

/**
 * A ring around a region without its stretches along the edge of the grid, where no line is. What
 * comes to the edge goes straight on over the outermost half cell.
 */
function linesOf(ring: readonly Corner[], resolution: number): Corner[][] {
  const last = resolution - 0.5
  const isOutside = ([u, v]: Corner) => u < 0.5 || v < 0.5 || u > last || v > last
  const lines: Corner[][] = []
  let line: Corner[] = []
  const end = () => {
    if (line.length > 1) lines.push(line)
    line = []
  }
  for (const [i, corner] of ring.entries()) {
    const [before, after] = [ring[i - 1], ring[i + 1]]
    if (!isOutside(corner)) {
      line.push(corner)
      continue
    }
    if (before && !isOutside(before)) line.push(straightOn(before, corner, resolution))
    end()
    if (after && !isOutside(after)) line.push(straightOn(after, corner, resolution))
  }
  end()
  return lines
}

/** From the last corner inside to the edge that the one outside lies beyond. */
function straightOn([u, v]: Corner, [outU, outV]: Corner, resolution: number): Corner {
  if (outU < 0.5) return [0, v]
  if (outU > resolution - 0.5) return [resolution, v]
  return [u, outV < 0.5 ? 0 : resolution]
}
