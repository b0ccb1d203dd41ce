import { select } from 'd3'
import { paletteOf, specialPixel } from '../palette'
import { cellCodes } from './cells'
import type { ColourScale } from './colour-scale'
import { legendTop, swatch, swatches } from './legend'
import { paintCells } from './paint'
import type { View } from './view'

/** Paints the cells and the legend's swatches on the canvas, unless they are there already. */
export function drawCells(view: View, scale: ColourScale, drawable: boolean): void {
  const { canvas, size, options, layout, data, grid } = view
  const ratio = options.pixelRatio
  const width = Math.max(1, Math.round(size.width * ratio))
  const height = Math.max(1, Math.round(size.height * ratio))
  const rows = data.rows.map(row => row.max)
  const key = JSON.stringify([
    [width, height, ratio, options.theme, drawable, data.count, data.steps],
    [scale, grid, layout, swatches(view)],
  ])
  const { painted } = view
  if (painted?.key === key && rows.every((row, i) => row === painted.rows[i])) return
  view.painted = { key, rows }
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
    select(canvas).style('width', `${size.width}px`).style('height', `${size.height}px`)
  }
  const context = canvas.getContext('2d')
  if (!context) return
  context.clearRect(0, 0, width, height)
  if (!drawable) return
  const palette = paletteOf(options.theme, options.scale)
  const unit = Math.max(1, Math.round(ratio))
  const plotWidth = Math.round(layout.width * ratio)
  const plotHeight = Math.round(layout.height * ratio)
  let image = view.image
  if (!image || image.width !== plotWidth || image.height !== plotHeight) {
    image = context.createImageData(plotWidth, plotHeight)
    view.image = image
  }
  view.codes = cellCodes(data, grid, scale, view.codes, view.memory)
  const pixels = new Uint32Array(image.data.buffer)
  const raster = { width: plotWidth, height: plotHeight, pixels }
  paintCells(raster, view.codes, data.rows.length, data, grid, palette, unit)
  context.putImageData(image, Math.round(layout.left * ratio), Math.round(layout.top * ratio))

  for (const { code, x } of swatches(view)) {
    const w = Math.round(swatch.width * ratio)
    const h = Math.round(swatch.height * ratio)
    const sample = context.createImageData(w, h)
    const sampled = new Uint32Array(sample.data.buffer)
    for (let i = 0; i < sampled.length; i++) {
      sampled[i] = specialPixel(palette, code, i % w, Math.floor(i / w), unit)
    }
    context.putImageData(sample, Math.round(x * ratio), Math.round((legendTop(view) + 4) * ratio))
  }
}
