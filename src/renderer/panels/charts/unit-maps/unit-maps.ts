import { select } from 'd3'
import { createChart, drawHead, layerOf, oneLine, type Svg } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { formatValue, textWidth } from '../format'
import { type ChartTheme, diverging } from '../palette'
import type { Plot } from '../plane/plot'
import { colourRamp, paintTiles } from '../plane/raster'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'
import { placeTiles } from './place-tiles'

/** What every unit of a node gives over the plane. */
export interface UnitsData {
  /** The node as its user calls it. */
  readonly label: string
  readonly step: number
  readonly resolution: number
  /** Units that the node has; of very many only the first are given. */
  readonly count: number
  /** [units][cells], row 0 at the bottom. */
  readonly values: readonly Float32Array[]
}

export interface UnitsText {
  /** `Unit responses of tanh1`. */
  title(label: string): string
  /** `16 of 100 units`. */
  shown(shown: number, count: number): string
  readonly unit: string
  readonly smallest: string
  readonly largest: string
  readonly empty: string
  readonly role: string
}

export interface UnitsOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  readonly text: UnitsText
}

interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Svg
  data: UnitsData | null
  options: UnitsOptions
  tiles: readonly Plot[]
  ranges: readonly (readonly [number, number])[]
  cursor: number | null
}

const views = new WeakMap<HTMLElement, View>()
const headHeight = 26
const footHeight = 24

/**
 * Draws one small map for each unit of a node, in colours that all of them share: blue where the unit
 * is negative, red where it is positive. Call it again with the same container to redraw.
 */
export function drawUnits(
  container: HTMLElement,
  data: UnitsData | null,
  size: Size,
  options: UnitsOptions,
): void {
  const view = views.get(container) ?? createView(container, data, options)
  view.data = data
  view.options = options
  const room = { ...size, height: size.height - headHeight - footHeight }
  view.tiles = data ? placeTiles(data.values.length, room, headHeight) : []
  view.ranges = data?.values.map(rangeOf) ?? []
  view.svg.attr('width', size.width).attr('height', size.height)
  const most = largestOf(view)
  drawTiles(view, size, most)
  drawFrames(view)
  drawTexts(view, size, most)
  drawEmptyText(layerOf(view.svg, 'empty'), data ? null : options.text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(container: HTMLElement, data: UnitsData | null, options: UnitsOptions): View {
  const canvas = select(container).append('canvas').attr('aria-hidden', 'true').node()!
  const svg = createChart(container, ['title', 'tiles', 'legend', 'empty'], {
    onPoint: place => moveCursor(view, place && tileAt(view, ...place)),
    onKey: event => onKey(view, event),
  })
  const view: View = { container, canvas, svg, data, options, tiles: [], ranges: [], cursor: null }
  views.set(container, view)
  return view
}

function tileAt({ tiles }: View, x: number, y: number): number | null {
  const at = tiles.findIndex(
    ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
  )
  return at < 0 ? null : at
}

function rangeOf(values: Float32Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

/** The size that has the full colour; of units that are all 0 as if it were 1. */
function largestOf({ ranges }: View): number {
  const largest = Math.max(0, ...ranges.flatMap(([low, high]) => [Math.abs(low), Math.abs(high)]))
  return largest > 0 && Number.isFinite(largest) ? largest : 1
}

function drawTiles({ canvas, data, tiles, options }: View, size: Size, most: number): void {
  const ramp = colourRamp(place => diverging(place, options.theme))
  const painted = tiles.map((plot, unit) => ({
    resolution: data!.resolution,
    pixels: Uint32Array.from(data!.values[unit]!, value => ramp(0.5 + value / (2 * most))),
    plot,
    smooth: true,
  }))
  paintTiles(canvas, size, options.pixelRatio, painted)
}

function drawFrames({ svg, tiles, cursor }: View): void {
  svg
    .select('g.chart-tiles')
    .selectAll<SVGRectElement, Plot>('rect')
    .data(tiles)
    .join('rect')
    .attr('class', (_, unit) => (unit === cursor ? 'chart-selected' : 'chart-frame'))
    .attr('x', ({ left }) => left)
    .attr('y', ({ top }) => top)
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
}

function shownText({ data, tiles, options }: View): string {
  return data ? options.text.shown(tiles.length, data.count) : ''
}

function drawTexts(view: View, size: Size, most: number): void {
  const { svg, data, options } = view
  const title = options.text.title(data?.label ?? '').trim()
  const x = textWidth(title, 12) + 14
  const texts = [
    { name: 'chart-heading', label: title, x: 0, y: 14 },
    { name: 'chart-measure', label: shownText(view), x, y: 14 },
  ]
  drawHead(layerOf(svg, 'title'), data ? texts : [])
  drawBar(view, size, most)
}

const barWidth = 140

function drawBar({ svg, data, options }: View, size: Size, most: number): void {
  const root = svg.select('g.chart-legend').attr('transform', `translate(24,${size.height - 20})`)
  const parts = 40
  root
    .selectAll<SVGRectElement, number>('rect')
    .data(data ? Array.from({ length: parts }, (_, i) => i) : [])
    .join('rect')
    .attr('x', i => (i / parts) * barWidth)
    .attr('width', barWidth / parts + 0.5)
    .attr('height', 6)
    .attr('fill', i => diverging(i / (parts - 1), options.theme))
  root
    .selectAll<SVGTextElement, number>('text')
    .data(data ? [-most, 0, most] : [])
    .join('text')
    .attr('text-anchor', 'middle')
    .attr('x', (_, i) => (i / 2) * barWidth)
    .attr('y', 18)
    .text(value => formatValue(value, 2))
}

function moveCursor(view: View, cursor: number | null, speak = false): void {
  view.cursor = cursor
  drawFrames(view)
  showCursor(view)
  if (!speak) return
  const facts = factsOf(view)
  const lines = facts?.lines.map(({ label, value }) => `${label} ${value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const last = view.tiles.length - 1
  if (last < 0) return
  const at = view.cursor ?? -1
  if (event.key === 'ArrowRight' || event.key === 'ArrowDown') {
    moveCursor(view, Math.min(last, at + 1), true)
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') {
    moveCursor(view, Math.max(0, at - 1), true)
  } else if (event.key === 'Escape') moveCursor(view, null, true)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function factsOf({ cursor, ranges, options }: View) {
  const range = cursor === null ? undefined : ranges[cursor]
  if (!range) return null
  const { unit, smallest, largest } = options.text
  return {
    title: `${unit} ${cursor! + 1}`,
    lines: [
      { label: smallest, value: formatValue(range[0], 3) },
      { label: largest, value: formatValue(range[1], 3) },
    ],
  }
}

function showCursor(view: View): void {
  const facts = factsOf(view)
  const tile = view.cursor === null ? undefined : view.tiles[view.cursor]
  if (!facts || !tile) showTooltip(view.container, null)
  else showTooltip(view.container, facts, tile.left + tile.width, tile.top + tile.height / 2)
}

function describe(view: View): void {
  const { container, data, options, ranges } = view
  const { text } = options
  const title = text.title(data?.label ?? '').trim()
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', data ? `${title}. ${shownText(view)}` : oneLine(text.empty))
  drawTextTable(container, {
    caption: title,
    head: [text.unit, text.smallest, text.largest],
    rows: ranges.map(([low, high], unit) => [
      String(unit + 1),
      formatValue(low, 3),
      formatValue(high, 3),
    ]),
  })
}
