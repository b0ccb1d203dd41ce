import { color, interpolateCividis } from 'd3'

export type ChartTheme = 'light' | 'dark'

/** What a heatmap cell shows when it is not a colour of the scale. */
export const zeroCell = 256
export const infCell = 257
export const nanCell = 258
export type SpecialCell = typeof zeroCell | typeof infCell | typeof nanCell

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
  dark: [0.13, 1],
}

/** The scale's colour at `t` from 0 (smallest) to 1 (largest). */
export function cividis(t: number, theme: ChartTheme): string {
  const [low, high] = cividisRange[theme]
  return interpolateCividis(low + (high - low) * t)
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

function createPalette(theme: ChartTheme): Palette {
  const scale = Uint32Array.from({ length: scaleColours }, (_, i) =>
    rgba(cividis(i / (scaleColours - 1), theme)),
  )
  const dark = theme === 'dark'
  return {
    scale,
    special: {
      [zeroCell]: dark
        ? { ground: rgba('#0f1115'), ink: rgba('#8b94a5') }
        : { ground: rgba('#eef0f4'), ink: rgba('#7b8596') },
      [infCell]: dark
        ? { ground: rgba('#4a1d57'), ink: rgba('#f0a6ff') }
        : { ground: rgba('#f3d5fa'), ink: rgba('#9b1fb5') },
      [nanCell]: dark
        ? { ground: rgba('#4d191c'), ink: rgba('#ff6b6b') }
        : { ground: rgba('#ffd9d6'), ink: rgba('#cf2222') },
    },
  }
}

export const palettes: Readonly<Record<ChartTheme, Palette>> = {
  light: createPalette('light'),
  dark: createPalette('dark'),
}

/**
 * Colour of one pixel of a zero, Inf or NaN cell. The three differ in shape as well as in colour:
 * dots, a cross-hatch and diagonal stripes.
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
  // Offset keeps the difference positive for every pixel of a chart.
  return (u + v) % 7 === 0 || (u - v + 7000) % 7 === 0 ? ink : ground
}
