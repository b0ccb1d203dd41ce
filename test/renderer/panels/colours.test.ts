import { lab, rgb as rgbOf } from 'd3'
import { describe, expect, it } from 'vitest'
import {
  chartThemes,
  infCell,
  nanCell,
  type Palette,
  paletteOf,
  specialCells,
  zeroCell,
} from '../../../src/renderer/panels/charts/palette'

type Rgb = readonly [number, number, number]

/** What eyes without one kind of cone see: Machado, Oliveira and Fernandes 2009, in linear light. */
const eyes: Readonly<Record<string, readonly Rgb[]>> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function toLinear(byte: number): number {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

function toByte(linear: number): number {
  const c = Math.min(1, Math.max(0, linear))
  return 255 * (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055)
}

/** A pixel of ImageData as eyes of a kind see it, in CIE Lab. */
function seen(pixel: number, eye: readonly Rgb[]): Rgb {
  const rgb = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255].map(toLinear)
  const [r, g, b] = eye.map(row => toByte(row.reduce((sum, w, i) => sum + w * rgb[i]!, 0)))
  const { l, a, b: yellow } = lab(rgbOf(r!, g!, b!))
  return [l, a, yellow]
}

/** ΔE of 1976: 2 is just seen, 10 at a glance. */
function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const atAGlance = 10

const cases = chartThemes.flatMap(theme =>
  (['log', 'linear', 'symlog'] as const).flatMap(kind =>
    Object.entries(eyes).map(([name, eye]) => ({ theme, kind, name, eye })),
  ),
)

function inks({ special }: Palette, eye: readonly Rgb[]) {
  return specialCells.map(cell => ({
    cell,
    ground: seen(special[cell].ground, eye),
    ink: seen(special[cell].ink, eye),
  }))
}

describe.each(cases)('$kind cells in $theme, $name', ({ theme, kind, eye }) => {
  const palette = paletteOf(theme, kind)
  const specials = inks(palette, eye)

  it('have patterns that are seen at a glance', () => {
    for (const { ground, ink } of specials) {
      expect(distance(ground, ink)).toBeGreaterThan(2 * atAGlance)
    }
  })

  it('show zero, NaN and Inf in no colour of the scale', () => {
    const scale = [...palette.scale].map(pixel => seen(pixel, eye))
    for (const { cell, ground, ink } of specials) {
      const nearest = Math.min(
        ...scale.map(plain => Math.max(distance(plain, ground), distance(plain, ink))),
      )
      expect(nearest, String(cell)).toBeGreaterThan(atAGlance)
    }
  })

  it('show zero, NaN and Inf in different colours', () => {
    const three = specials.filter(({ cell }) => [zeroCell, infCell, nanCell].includes(cell as 256))
    for (const [i, one] of three.entries()) {
      for (const other of three.slice(i + 1)) {
        const apart = Math.max(distance(one.ground, other.ground), distance(one.ink, other.ink))
        expect(apart, `${one.cell} and ${other.cell}`).toBeGreaterThan(atAGlance)
      }
    }
  })
})
