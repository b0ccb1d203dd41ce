import { type Palette, type SpecialCell, scaleColours, specialPixel } from '../palette'

export interface CodeGrid {
  readonly rows: number
  readonly columns: number
  readonly codes: Int16Array
}

/** Draws codes as rectangles that fill a part of a canvas, in device pixels. */
export function paintCodes(
  context: CanvasRenderingContext2D,
  { rows, columns, codes }: CodeGrid,
  palette: Palette,
  place: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  },
  unit: number,
): void {
  const { width, height } = place
  if (width < 1 || height < 1 || rows === 0 || columns === 0) return
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  const column = Uint32Array.from({ length: width }, (_, x) => Math.floor((x * columns) / width))
  let drawn = -1
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height)
    const line = y * width
    const base = row * columns
    if (row === drawn) pixels.copyWithin(line, line - width, line)
    for (let x = 0; x < width; x++) {
      const code = codes[base + column[x]!]!
      if (code >= scaleColours) {
        pixels[line + x] = specialPixel(palette, code as SpecialCell, x, y, unit)
      } else if (row !== drawn) pixels[line + x] = palette.scale[code]!
    }
    drawn = row
  }
  context.putImageData(image, Math.round(place.x), Math.round(place.y))
}

/** Gives a canvas its size in device pixels; null where nothing can be drawn on it. */
export function clearedCanvas(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  pixelRatio: number,
): CanvasRenderingContext2D | null {
  const width = Math.max(1, Math.round(size.width * pixelRatio))
  const height = Math.max(1, Math.round(size.height * pixelRatio))
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
    canvas.style.width = `${size.width}px`
    canvas.style.height = `${size.height}px`
  }
  const context = canvas.getContext('2d')
  context?.clearRect(0, 0, width, height)
  return context
}
