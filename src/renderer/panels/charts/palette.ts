import { color, interpolateCividis, interpolateLab, interpolateRdBu, interpolateRgbBasis } from 'd3'
import type { Theme } from '../../theme/theme'

export const chartThemes = ['light', 'dark', 'lightContrast', 'darkContrast'] as const
export type ChartTheme = (typeof chartThemes)[number]

export function chartTheme({ scheme, contrast }: Theme): ChartTheme {
  return contrast === 'more' ? `${scheme}Contrast` : scheme
}

function isDark(theme: ChartTheme): boolean {
  return theme === 'dark' || theme === 'darkContrast'
}

/** What a heatmap cell shows when it is not a colour of the scale. */
export const zeroCell = 256
export const infCell = 257
export const nanCell = 258
/** A quantity that has no value there, such as ‖ΔW‖ ÷ ‖W‖ while ‖W‖ = 0: nothing is wrong. */
export const undefinedCell = 259
export const specialCells = [zeroCell, infCell, nanCell, undefinedCell] as const
export type SpecialCell = (typeof specialCells)[number]

/** Colours of the scale: cell code 0 … 255. */
export const scaleColours = 256

/** One pixel in the byte order of ImageData on a little-endian machine. */
function rgba(css: string): number {
  const { r, g, b } = color(css)!.rgb()
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0
}

// Cividis runs from navy to yellow: perceptually uniform and the same to colour-blind eyes. Each
// ground takes away the end that would sink into it.
const cividisRange: Record<ChartTheme, readonly [number, number]> = {
  light: [0, 0.96],
  lightContrast: [0, 0.9],
  dark: [0.13, 1],
  darkContrast: [0.2, 1],
}

/** The sequential scale's colour at `t` from 0 (smallest) to 1 (largest). */
export function cividis(t: number, theme: ChartTheme): string {
  const [low, high] = cividisRange[theme]
  return interpolateCividis(low + (high - low) * t)
}

// Blue below zero, red above; what lies at zero recedes into the ground.
const blueToRedOnDark = interpolateRgbBasis(['#7cc4ff', '#2f6fb0', '#262b33', '#b0442f', '#ff9f7c'])

/** The diverging scale's colour: 0 most negative, 0.5 zero, 1 most positive. */
export function diverging(t: number, theme: ChartTheme): string {
  return isDark(theme) ? blueToRedOnDark(t) : interpolateRdBu(1 - t)
}

// From the ground to the ink of the training curve, so that a rare confusion does not shout.
const shareEnds: Record<ChartTheme, readonly [string, string]> = {
  light: ['#eaf1fd', '#1d55cc'],
  lightContrast: ['#dfeaff', '#06286f'],
  dark: ['#1b2942', '#8cb7ff'],
  darkContrast: ['#14284f', '#cfe0ff'],
}

/** The colour of a share above 0. Square roots set small shares apart. */
export function shareColour(share: number, theme: ChartTheme): string {
  const [low, high] = shareEnds[theme]
  return interpolateLab(low, high)(Math.sqrt(share))
}

export type ScaleKind = 'log' | 'linear' | 'symlog' | 'diverging'

/** Whether a scale has two sides about 0. */
const isTwoSided = (kind: ScaleKind) => kind === 'symlog' || kind === 'diverging'

/** A colour of the scale that a quantity is drawn in. */
export function scaleColour(kind: ScaleKind, t: number, theme: ChartTheme): string {
  return isTwoSided(kind) ? diverging(t, theme) : cividis(t, theme)
}

interface SpecialColours {
  readonly ground: number
  readonly ink: number
}

export interface Palette {
  /** 256 pixels from the smallest to the largest value. */
  readonly scale: Uint32Array
  readonly special: Readonly<Record<SpecialCell, SpecialColours>>
}

// [ground, ink] of zero, Inf, NaN and undefined. High contrast is ink on the bare ground.
const specialColours: Record<ChartTheme, readonly (readonly [string, string])[]> = {
  light: [
    ['#eef0f4', '#7b8596'],
    ['#f3d5fa', '#9b1fb5'],
    ['#ffd9d6', '#cf2222'],
    ['#ffffff', '#a7b0be'],
  ],
  dark: [
    ['#0f1115', '#8b94a5'],
    ['#4a1d57', '#f0a6ff'],
    ['#4d191c', '#ff6b6b'],
    ['#16191f', '#5c6675'],
  ],
  lightContrast: [
    ['#ffffff', '#000000'],
    ['#ffffff', '#8a009f'],
    ['#ffffff', '#c00000'],
    ['#ffffff', '#5a6270'],
  ],
  darkContrast: [
    ['#000000', '#ffffff'],
    ['#000000', '#f3a8ff'],
    ['#000000', '#ff5a5a'],
    ['#000000', '#a9b1bd'],
  ],
}

function createPalette(theme: ChartTheme, kind: ScaleKind): Palette {
  const scale = Uint32Array.from({ length: scaleColours }, (_, i) =>
    rgba(scaleColour(kind, i / (scaleColours - 1), theme)),
  )
  const special = specialCells.map((cell, i) => {
    const [ground, ink] = specialColours[theme][i]!
    return [cell, { ground: rgba(ground), ink: rgba(ink) }]
  })
  return { scale, special: Object.fromEntries(special) }
}

const created = new Map<string, Palette>()

/** Pixels of a scale and of the cells of their own in a theme. */
export function paletteOf(theme: ChartTheme, kind: ScaleKind): Palette {
  const key = `${theme} ${isTwoSided(kind)}`
  const palette = created.get(key) ?? createPalette(theme, kind)
  created.set(key, palette)
  return palette
}

/**
 * Colour of one pixel of a zero, Inf, NaN or undefined cell. They differ in shape as well as in
 * colour: dots, a cross-hatch, diagonal stripes and level dashes.
 * @param unit device pixels per CSS pixel, rounded
 */
export function specialPixel(
  palette: Palette,
  code: SpecialCell,
  x: number,
  y: number,
  unit: number,
): number {
  const { ground, ink } = palette.special[code]
  const u = Math.floor(x / unit)
  const v = Math.floor(y / unit)
  // Staggered, so that a cell one pixel wide has a dot too.
  if (code === zeroCell) return v % 3 === 1 && u % 4 < 2 === v % 6 < 3 ? ink : ground
  if (code === nanCell) return (u + v) % 6 < 3 ? ink : ground
  if (code === undefinedCell) return v % 4 === 2 && (u + v) % 6 < 4 ? ink : ground
  // Offset keeps the difference positive for every pixel of a chart.
  return (u + v) % 7 === 0 || (u - v + 7000) % 7 === 0 ? ink : ground
}
