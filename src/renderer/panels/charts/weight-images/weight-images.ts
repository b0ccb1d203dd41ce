import { pointer, select } from 'd3'
import { drawEmptyText } from '../empty'
import { elide, formatValue, textWidth } from '../format'
import { type MatrixFacts, matrixFacts, signedCoder } from '../matrix/cells'
import { clearedCanvas, paintCodes } from '../matrix/paint'
import { diverging, paletteOf } from '../palette'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip, type TooltipContent } from '../tooltip'
import { gridOf, placeOf } from './grid'
import { group, type View, type WeightImagesData, type WeightImagesOptions } from './view'

const views = new WeakMap<HTMLElement, View>()
const headHeight = 26
const footHeight = 28
const left = 12

/**
 * Draws what each unit of the first layer looks for: its weights in the shape of the image, all on one
 * signed linear scale. A click enlarges a unit. Call it again to redraw.
 */
export function drawWeightImages(
  container: HTMLElement,
  data: WeightImagesData | null,
  size: Size,
  options: WeightImagesOptions,
): void {
  const view = views.get(container) ?? createView(container, size, options)
  view.data = data
  view.size = size
  view.options = options
  const facts = data && matrixFacts(data.values, data.height * data.width, data.units)
  view.largest = facts?.largest || 1
  const height = Math.max(0, size.height - headHeight - footHeight)
  view.large = data && options.chosen !== null ? Math.min(height, size.width * 0.4) : 0
  const start = left + (view.large > 0 ? view.large + 20 : 0)
  view.grid = gridOf(data?.units ?? 0, data ? data.height / data.width : 1, {
    left: start,
    top: headHeight,
    width: Math.max(1, size.width - start - 8),
    height,
  })
  view.svg.attr('width', size.width).attr('height', size.height)
  paint(view)
  drawFrame(view)
  drawEmptyText(group(view, 'empty'), data ? null : options.text.empty, size)
  showCursor(view)
  describe(view, facts)
}

function createView(container: HTMLElement, size: Size, options: WeightImagesOptions): View {
  const root = select(container).classed('chart chart-weight-images', true)
  const canvas = root.append('canvas').attr('aria-hidden', 'true').node()!
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'chosen', 'legend', 'cursor', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const grid = gridOf(0, 1, { left, top: headHeight, width: 1, height: 1 })
  const view: View = {
    container,
    canvas,
    svg,
    data: null,
    size,
    options,
    grid,
    large: 0,
    largest: 1,
    cursor: null,
  }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => {
      const [x, y] = pointer(event, container)
      view.cursor = cursorAt(view, x, y)
      showCursor(view)
    })
    .on('pointerleave blur', () => {
      view.cursor = null
      showCursor(view)
    })
    .on('click', event => {
      const [x, y] = pointer(event, container)
      const found = cursorAt(view, x, y)
      if (found) view.options.onChoose(found.unit === view.options.chosen ? null : found.unit)
    })
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

/** The pixels of one unit as codes of the palette. */
function imageOf(
  { values, units, height, width }: WeightImagesData,
  unit: number,
  code: (value: number) => number,
) {
  const codes = Int16Array.from({ length: height * width }, (_, pixel) =>
    code(values[pixel * units + unit]!),
  )
  return { rows: height, columns: width, codes }
}

function largePlace({ data, large }: View) {
  const ratio = data ? data.height / data.width : 1
  const width = ratio > 1 ? large / ratio : large
  return { x: left, y: headHeight, width, height: width * ratio }
}

function paint(view: View): void {
  const { data, options, grid, largest, size } = view
  const { pixelRatio: scale, theme, chosen } = options
  const context = clearedCanvas(view.canvas, size, scale)
  if (!context || !data) return
  const palette = paletteOf(theme, 'symlog')
  const coder = signedCoder({ kind: 'linear', domain: [-largest, largest] })
  const unit = Math.max(1, Math.round(scale))
  const draw = (which: number, place: ReturnType<typeof placeOf>) =>
    paintCodes(
      context,
      imageOf(data, which, coder),
      palette,
      {
        x: Math.round(place.x * scale),
        y: Math.round(place.y * scale),
        width: Math.round(place.width * scale),
        height: Math.round(place.height * scale),
      },
      unit,
    )
  for (let which = 0; which < grid.shown; which++) draw(which, placeOf(grid, which))
  if (chosen !== null && chosen < data.units) draw(chosen, largePlace(view))
}

function drawFrame(view: View): void {
  const { data, options, grid, size, largest } = view
  const { text, chosen, theme } = options
  const start = left + textWidth(text.title, 12) + 10
  const more = data && grid.shown < data.units ? ` · ${grid.shown} / ${data.units}` : ''
  const lines = [
    { name: 'chart-heading', label: text.title, x: left },
    {
      name: 'chart-figure',
      label: elide(`${text.figure}${more}`, size.width - start - 8),
      x: start,
    },
  ]
  group(view, 'title')
    .selectAll<SVGTextElement, (typeof lines)[number]>('text')
    .data(data ? lines : [])
    .join('text')
    .attr('class', line => line.name)
    .attr('x', line => line.x)
    .attr('y', 14)
    .text(line => line.label)
  const marked = data && chosen !== null && chosen < grid.shown ? [placeOf(grid, chosen)] : []
  group(view, 'chosen')
    .selectAll<SVGRectElement, (typeof marked)[number]>('rect')
    .data(marked)
    .join('rect')
    .attr('class', 'chart-selected')
    .attr('x', d => d.x - 1)
    .attr('y', d => d.y - 1)
    .attr('width', d => d.width + 2)
    .attr('height', d => d.height + 2)
  group(view, 'chosen')
    .selectAll<SVGTextElement, number>('text')
    .data(view.large > 0 && chosen !== null ? [chosen] : [])
    .join('text')
    .attr('x', left)
    .attr('y', size.height - 12)
    .text(unit => `${text.unit} ${unit}`)
  const legend = group(view, 'legend').attr('display', data ? null : 'none')
  const width = Math.min(160, size.width / 4)
  const right = size.width - 16
  const parts = 48
  legend
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: parts }, (_, i) => i))
    .join('rect')
    .attr('x', i => (right - width + (i * width) / parts).toFixed(2))
    .attr('y', size.height - 22)
    .attr('width', (width / parts + 0.5).toFixed(2))
    .attr('height', 8)
    .attr('fill', i => diverging(i / (parts - 1), theme))
  const ticks = [
    { label: formatValue(-largest, 2), x: right - width, anchor: 'middle', y: size.height - 2 },
    { label: '0', x: right - width / 2, anchor: 'middle', y: size.height - 2 },
    { label: formatValue(largest, 2), x: right, anchor: 'end', y: size.height - 2 },
    { label: text.measure, x: right - width - 24, anchor: 'end', y: size.height - 14 },
  ]
  legend
    .selectAll<SVGTextElement, (typeof ticks)[number]>('text')
    .data(ticks)
    .join('text')
    .attr('class', (_, i) => (i === 3 ? 'chart-measure' : null))
    .attr('text-anchor', d => d.anchor)
    .attr('x', d => d.x)
    .attr('y', d => d.y)
    .text(d => d.label)
}

function cursorAt(view: View, x: number, y: number): View['cursor'] {
  const { data, grid, options } = view
  if (!data) return null
  const pixelIn = ({ x: px, y: py, width, height }: ReturnType<typeof placeOf>) => {
    const [u, v] = [(x - px) / width, (y - py) / height]
    if (u < 0 || u >= 1 || v < 0 || v >= 1) return null
    return Math.floor(v * data.height) * data.width + Math.floor(u * data.width)
  }
  if (view.large > 0 && options.chosen !== null) {
    const pixel = pixelIn(largePlace(view))
    if (pixel !== null) return { unit: options.chosen, pixel }
  }
  const column = Math.floor((x - grid.left) / grid.pitch)
  if (column < 0 || column >= grid.columns) return null
  for (let unit = column; unit < grid.shown; unit += grid.columns) {
    const pixel = pixelIn(placeOf(grid, unit))
    if (pixel !== null) return { unit, pixel }
  }
  return null
}

function contentOf(view: View): TooltipContent | null {
  const { data, cursor, options } = view
  if (!data || !cursor || cursor.unit >= data.units) return null
  const { text } = options
  const { columnRms } = matrixFacts(data.values, data.height * data.width, data.units)
  const lines = [{ label: text.rms, value: formatValue(columnRms[cursor.unit]!, 4) }]
  if (cursor.pixel !== null) {
    const value = data.values[cursor.pixel * data.units + cursor.unit]!
    const [row, column] = [Math.floor(cursor.pixel / data.width), cursor.pixel % data.width]
    lines.unshift({
      label: `${data.name}[${cursor.pixel}, ${cursor.unit}] · (${row}, ${column})`,
      value: formatValue(value),
    })
  }
  return { title: `${text.unit} ${cursor.unit}`, lines }
}

function showCursor(view: View, speak = false): void {
  const { cursor, container, grid, options } = view
  const content = contentOf(view)
  const isLarge = cursor?.unit === options.chosen && view.large > 0
  const place = cursor && (isLarge ? largePlace(view) : placeOf(grid, cursor.unit))
  group(view, 'cursor')
    .selectAll<SVGRectElement, string>('rect')
    .data(place && content && !isLarge ? ['chart-cross is-casing', 'chart-cross'] : [])
    .join('rect')
    .attr('class', name => name)
    .attr('x', place?.x ?? 0)
    .attr('y', place?.y ?? 0)
    .attr('width', place?.width ?? 0)
    .attr('height', place?.height ?? 0)
  if (place && content) {
    showTooltip(container, content, place.x + place.width, place.y + place.height / 2)
  } else showTooltip(container, null)
  if (!speak || !content) return
  const lines = content.lines.map(({ label, value }) => `${label} ${value}`)
  announce(container, [content.title, ...lines].join(', '))
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !view.data) return
  const { cursor, grid, options } = view
  const move = (by: number) => {
    const unit = Math.max(0, Math.min(grid.shown - 1, (cursor?.unit ?? -by) + by))
    view.cursor = { unit, pixel: null }
    showCursor(view, true)
  }
  if (event.key === 'ArrowRight') move(1)
  else if (event.key === 'ArrowLeft') move(-1)
  else if (event.key === 'ArrowDown') move(grid.columns)
  else if (event.key === 'ArrowUp') move(-grid.columns)
  else if (event.key === 'Enter' && cursor) {
    options.onChoose(cursor.unit === options.chosen ? null : cursor.unit)
  } else if (event.key === 'Escape') options.onChoose(null)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function describe({ container, data, options }: View, facts: MatrixFacts | null): void {
  const { text } = options
  const content = data ? `${text.figure}. ${text.enlarge}` : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content}`)
  const norms = data && facts ? Array.from(facts.columnRms) : []
  drawTextTable(container, {
    caption: `${text.title}. ${text.figure}`,
    head: [text.unit, text.rms],
    rows: norms.slice(0, 256).map((rms, unit) => [String(unit), formatValue(rms, 3)]),
  })
}
