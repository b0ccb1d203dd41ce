import { color, select } from 'd3'
import type { Size } from '../size'
import type { Plot } from './plot'

/** Colours of a square grid, one pixel a cell, row 0 at the bottom; 0 is transparent. */
export interface Tile {
  readonly resolution: number
  readonly pixels: Uint32Array
  readonly plot: Plot
  /** Blend neighbouring cells into each other. */
  readonly smooth: boolean
}

/** One pixel in the byte order of ImageData on a little-endian machine. */
export function pixelOf(css: string): number {
  const { r, g, b } = color(css)!.rgb()
  return pixel(r, g, b)
}

function pixel(r: number, g: number, b: number): number {
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0
}

/** A pixel that is `share` of one and the rest of another. */
export function mixPixels(from: number, to: number, share: number): number {
  const channel = (shift: number) => {
    const a = (from >>> shift) & 255
    return a + (((to >>> shift) & 255) - a) * share
  }
  return pixel(channel(0), channel(8), channel(16))
}

/** Colours by a place from 0 to 1, made once. */
export function colourRamp(colour: (place: number) => string): (place: number) => number {
  const pixels = Uint32Array.from({ length: 256 }, (_, i) => pixelOf(colour(i / 255)))
  return place => pixels[Math.max(0, Math.min(255, Math.round(place * 255)))]!
}

/** Draws tiles on a canvas that covers its chart. */
export function paintTiles(
  canvas: HTMLCanvasElement,
  size: Size,
  ratio: number,
  tiles: readonly Tile[],
): void {
  const width = Math.max(1, Math.round(size.width * ratio))
  const height = Math.max(1, Math.round(size.height * ratio))
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
    select(canvas).style('width', `${size.width}px`).style('height', `${size.height}px`)
  }
  const context = canvas.getContext('2d')
  if (!context) return
  context.clearRect(0, 0, width, height)
  for (const { resolution, pixels, plot, smooth } of tiles) {
    const [x, y, w, h] = [plot.left, plot.top, plot.width, plot.height].map(v => v * ratio)
    context.imageSmoothingEnabled = smooth
    context.imageSmoothingQuality = 'high'
    context.save()
    context.beginPath()
    context.rect(x!, y!, w!, h!)
    context.clip()
    context.drawImage(tileImage(resolution, pixels), x!, y!, w!, h!)
    context.restore()
  }
}

let scratch: HTMLCanvasElement | null = null

function tileImage(resolution: number, pixels: Uint32Array): HTMLCanvasElement {
  scratch ??= document.createElement('canvas')
  scratch.width = resolution
  scratch.height = resolution
  const context = scratch.getContext('2d')!
  const image = context.createImageData(resolution, resolution)
  const target = new Uint32Array(image.data.buffer)
  for (let row = 0; row < resolution; row++) {
    const from = (resolution - 1 - row) * resolution
    target.set(pixels.subarray(from, from + resolution), row * resolution)
  }
  context.putImageData(image, 0, 0)
  return scratch
}
