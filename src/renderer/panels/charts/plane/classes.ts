import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3'
import type { ChartTheme } from '../palette'

// After Okabe and Ito: told apart by colour-blind eyes; lighter on a dark ground.
const onLight = [
  '#0072b2',
  '#e08a00',
  '#009e73',
  '#c2559a',
  '#d3480c',
  '#3f9fd8',
  '#a08c00',
  '#6b7280',
]
const onDark = [
  '#4aa3e6',
  '#f2ae3d',
  '#2cc499',
  '#e58bc1',
  '#f0753c',
  '#9bd5f7',
  '#e8dc4a',
  '#aab2bf',
]

const shapes: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
]

/** The colour of a class. Beyond eight they begin again: shapes and hovering still tell. */
export function classColour(index: number, theme: ChartTheme): string {
  const colours = theme === 'dark' || theme === 'darkContrast' ? onDark : onLight
  return colours[index % colours.length]!
}

/** The mark of an example of a class, of so many square pixels, as an SVG path around the origin. */
export function classMark(index: number, area: number): string {
  return symbol(shapes[index % shapes.length]!, area)() ?? ''
}

const grounds: Record<ChartTheme, string> = {
  light: '#ffffff',
  dark: '#16191f',
  lightContrast: '#ffffff',
  darkContrast: '#000000',
}

/** The ground that charts are drawn on. */
export function chartGround(theme: ChartTheme): string {
  return grounds[theme]
}
