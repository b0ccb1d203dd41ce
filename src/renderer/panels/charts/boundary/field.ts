import { cividis } from '../palette'
import { chartGround, classColour } from '../plane/classes'
import { isolinePath } from '../plane/isolines'
import { colourRamp, mixPixels, paintTiles, pixelOf } from '../plane/raster'
import { group, leadOf, marginAt, predictedAt, type View } from './view'

/** How much of its colour a class shows where the network cannot decide, and where it is sure. */
const faint = 0.1
const full = 0.62

/** Smallest and largest of what is predicted and of what is to be predicted. */
export function valueRange({ data }: View): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const take = (value: number) => {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (const value of data.answer?.outputs[0] ?? []) take(value)
  for (const { target } of data.points) take(target)
  return high > low ? [low, high] : [low - 1, low + 1]
}

/** Paints the predictions and the lines between the classes. */
export function drawField(view: View): void {
  const { canvas, size, options, plot, data, scales } = view
  const { answer } = data
  const tiles =
    answer && scales
      ? [{ resolution: answer.resolution, pixels: pixelsOf(view), plot, smooth: true }]
      : []
  paintTiles(canvas, size, options.pixelRatio, tiles)
  const path = answer && scales ? boundaryPath(view) : ''
  group(view, 'lines')
    .attr('transform', `translate(${plot.left},${plot.top})`)
    .selectAll<SVGPathElement, string>('path')
    .data(path ? ['chart-mark is-casing', 'chart-mark'] : [])
    .join('path')
    .attr('class', name => name)
    .attr('d', path)
}

function pixelsOf(view: View): Uint32Array {
  const { data, options } = view
  const answer = data.answer!
  const { theme } = options
  const pixels = new Uint32Array(answer.resolution ** 2)
  if (data.classes === null) {
    const [low, high] = valueRange(view)
    const ramp = colourRamp(place => cividis(place, theme))
    answer.outputs[0]!.forEach((value, cell) => {
      pixels[cell] = ramp((value - low) / (high - low))
    })
    return pixels
  }
  const ground = pixelOf(chartGround(theme))
  const colours = answer.outputs.map((_, index) => pixelOf(classColour(index, theme)))
  for (let cell = 0; cell < pixels.length; cell++) {
    const colour = colours[predictedAt(answer.outputs, cell)]!
    pixels[cell] = mixPixels(ground, colour, faint + (full - faint) * marginAt(answer, cell))
  }
  return pixels
}

/** Where the predicted class changes. */
function boundaryPath({ data, plot }: View): string {
  const { classes, answer } = data
  const { outputs, resolution } = answer!
  if (classes === null || outputs.length < 2) return ''
  // The line around one of two classes is that around the other.
  const around = outputs.length === 2 ? [0] : outputs.keys()
  return [...around].map(index => isolinePath(leadOf(outputs, index), resolution, 0, plot)).join('')
}
