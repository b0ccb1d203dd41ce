import { drawTitleLine } from '../chart-frame'
import { formatValue, textWidth, writeTick } from '../format'
import { legendTicks } from '../heatmap/legend'
import {
  infCell,
  nanCell,
  paletteOf,
  type SpecialCell,
  scaleColour,
  specialPixel,
  zeroCell,
} from '../palette'
import { group, strip, type View } from './view'

const swatch = { width: 16, height: 10 }
/** Below this width swatches and colour bar would touch. */
const narrowLegend = 330

export function drawTitle(view: View): void {
  const { options, size, data, plot } = view
  const { text } = options
  const { title, figure } = text
  const x = Math.min(plot.left, 12)
  drawTitleLine(group(view, 'title'), data && { title, figure, x, right: size.width - 12 })
}

interface AxisTick {
  readonly label: string
  readonly at: number
}

/** Whole indices whose labels stand apart, at the middles of their cells. */
function indexTicks(from: number, to: number, length: number, needed: number): AxisTick[] {
  const cells = to - from
  const most = Math.max(1, Math.floor(length / needed))
  const rough = cells / most
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rough))))
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= rough) ?? 10 * power
  const ticks: AxisTick[] = []
  for (let index = Math.ceil(from / step) * step; index < to; index += step) {
    ticks.push({ label: String(index), at: ((index - from + 0.5) / cells) * length })
  }
  return ticks
}

export function drawAxes(view: View): void {
  const { plot, region, data, options } = view
  const root = group(view, 'axis')
  const columnNeed = textWidth(String(region.right)) + 14
  const columns = data ? indexTicks(region.left, region.right, plot.width, columnNeed) : []
  const rows = data && !data.vector ? indexTicks(region.top, region.bottom, plot.height, 16) : []
  const ticks = [
    ...columns.map(({ label, at }) => ({
      label,
      x: plot.left + at,
      y: plot.top + plot.height + 13,
      anchor: 'middle',
      rotate: false,
    })),
    ...rows.map(({ label, at }) => ({
      label,
      x: plot.left - 5,
      y: plot.top + at + 4,
      anchor: 'end',
      rotate: false,
    })),
  ]
  root
    .selectAll<SVGTextElement, (typeof ticks)[number]>('text.chart-index')
    .data(ticks)
    .join('text')
    .attr('class', 'chart-index')
    .attr('text-anchor', d => d.anchor)
    .attr('x', d => d.x.toFixed(1))
    .attr('y', d => d.y.toFixed(1))
    .text(d => d.label)
  const { text } = options
  const middle = plot.top + plot.height / 2
  const titles = [
    {
      label: text.column,
      x: plot.left + plot.width / 2,
      y: plot.top + plot.height + 27,
      turn: '',
    },
    ...(data?.vector
      ? []
      : [{ label: text.row, x: 9, y: middle, turn: `rotate(-90 9 ${middle.toFixed(1)})` }]),
  ]
  root
    .selectAll<SVGTextElement, (typeof titles)[number]>('text.chart-axis-title')
    .data(data ? titles : [])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', 'middle')
    .attr('x', d => d.x.toFixed(1))
    .attr('y', d => d.y.toFixed(1))
    .attr('transform', d => d.turn || null)
    .text(d => d.label)
}

/** RMS of the columns above the cells, of the rows beside them; of a bin the largest. */
export function drawStrips(view: View): void {
  const { plot, bins, facts, data } = view
  const root = group(view, 'strips')
  const visible = bins && facts && data && !data.vector
  const columns = visible ? largestPerBin(facts.columnRms, bins.columnEdges) : []
  const rows = visible ? largestPerBin(facts.rowRms, bins.rowEdges) : []
  const tallest = Math.max(Number.MIN_VALUE, ...columns)
  const widest = Math.max(Number.MIN_VALUE, ...rows)
  const base = plot.top - strip.gap
  const side = plot.left + plot.width + strip.gap
  const [w, h] = [plot.width / columns.length, plot.height / rows.length]
  let across = `M${plot.left},${base}`
  for (const [j, value] of columns.entries()) {
    across += `V${(base - (value / tallest) * strip.height).toFixed(1)}H${(plot.left + (j + 1) * w).toFixed(1)}`
  }
  let down = `M${side},${plot.top}`
  for (const [i, value] of rows.entries()) {
    down += `H${(side + (value / widest) * strip.width).toFixed(1)}V${(plot.top + (i + 1) * h).toFixed(1)}`
  }
  root
    .selectAll<SVGPathElement, string>('path')
    .data(visible ? [`${across}V${base}Z`, `${down}H${side}Z`] : [])
    .join('path')
    .attr('class', 'chart-strip')
    .attr('d', d => d)
  const labels = [
    {
      label: formatValue(tallest, 2),
      x: plot.left - 5,
      y: base - strip.height + 9,
      anchor: 'end',
    },
    {
      label: view.options.text.rms,
      x: side,
      y: plot.top - strip.gap - 2,
      anchor: 'start',
    },
    {
      label: formatValue(widest, 2),
      x: side + strip.width,
      y: plot.top + plot.height + 13,
      anchor: 'end',
    },
  ]
  root
    .selectAll<SVGTextElement, (typeof labels)[number]>('text')
    .data(visible ? labels : [])
    .join('text')
    .attr('text-anchor', d => d.anchor)
    .attr('x', d => d.x)
    .attr('y', d => d.y)
    .text(d => d.label)
}

function largestPerBin(values: Float64Array, edges: Uint32Array): number[] {
  return Array.from({ length: edges.length - 1 }, (_, i) => {
    let most = 0
    for (let at = edges[i]!; at < edges[i + 1]!; at++) most = Math.max(most, values[at]!)
    return most
  })
}

/** The colour bar, and what cells of their own look like. */
export function drawLegend(view: View, context: CanvasRenderingContext2D | null): void {
  const { data, facts, size, options, scale } = view
  const root = group(view, 'legend').attr('display', data ? null : 'none')
  if (!data || !facts) return
  const top = size.height - 26
  const right = size.width - 16
  const all: [SpecialCell, string, number][] = [
    [zeroCell, options.text.zero, facts.zeros],
    [nanCell, 'NaN', facts.nans],
    [infCell, 'Inf', facts.infinities],
  ]
  // In a narrow chart only what there is.
  const kinds = right > narrowLegend ? all : all.filter(([, , count]) => count > 0)
  let x = 12
  const specials = kinds.map(([code, label]) => {
    const at = x
    x += swatch.width + 6 + textWidth(label) + 12
    return { code, label, x: at }
  })
  const items = root
    .selectAll<SVGGElement, (typeof specials)[number]>('g.chart-special')
    .data(specials)
    .join(enter => {
      const item = enter.append('g').attr('class', 'chart-special')
      item.append('rect').attr('width', swatch.width).attr('height', swatch.height)
      item
        .append('text')
        .attr('x', swatch.width + 6)
        .attr('y', swatch.height / 2)
        .attr('dy', '0.35em')
      return item
    })
    .attr('transform', d => `translate(${d.x},${top})`)
  items.select('text').text(d => d.label)

  const width = Math.max(60, Math.min(240, right - x - 24 - textWidth(options.text.measure)))
  const left = right - width - 8
  const hasRoom = left - 12 - textWidth(options.text.measure) > x
  root
    .selectAll('text.chart-measure')
    .data(hasRoom ? [options.text.measure] : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('text-anchor', 'end')
    .attr('x', left - 14)
    .attr('y', top + 9)
    .text(d => d)
  const parts = 64
  const bar = root
    .selectAll<SVGGElement, number>('g.chart-bar')
    .data(facts.largest > 0 ? [0] : [])
    .join('g')
    .attr('class', 'chart-bar')
    .attr('transform', `translate(${left},${top + 1})`)
  bar
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: parts }, (_, i) => i))
    .join('rect')
    .attr('x', i => ((i * width) / parts).toFixed(2))
    .attr('width', (width / parts + 0.5).toFixed(2))
    .attr('height', 8)
    .attr('fill', i => scaleColour(scale.kind, i / (parts - 1), options.theme))
  const ticks = bar
    .selectAll<SVGGElement, ReturnType<typeof legendTicks>[number]>('g.tick')
    .data(spaced(legendTicks(scale, width), width))
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line').attr('y1', 8).attr('y2', 11)
      tick.append('text').attr('y', 21).attr('text-anchor', 'middle')
      return tick
    })
    .attr('transform', d => `translate(${(d.place * width).toFixed(1)},0)`)
  ticks.select<SVGTextElement>('text').each(function (d) {
    writeTick(this, d.label)
  })
  if (context) paintSwatches(view, context, specials, top)
}

/** Where labels would touch, the inner ones go; the ends and zero stay. */
function spaced<T extends { readonly label: string; readonly place: number }>(
  ticks: readonly T[],
  width: number,
): T[] {
  const inner = ticks.length === 5
  const tight = ticks.some((tick, i) => {
    const next = ticks[i + 1]
    if (!next) return false
    const room = (next.place - tick.place) * width
    return room < (textWidth(tick.label) + textWidth(next.label)) / 2 + 6
  })
  return inner && tight ? ticks.filter((_, i) => i % 2 === 0) : [...ticks]
}

function paintSwatches(
  { options }: View,
  context: CanvasRenderingContext2D,
  specials: readonly { readonly code: SpecialCell; readonly x: number }[],
  top: number,
): void {
  const { pixelRatio: ratio, theme } = options
  const palette = paletteOf(theme, 'symlog')
  const unit = Math.max(1, Math.round(ratio))
  for (const { code, x } of specials) {
    const w = Math.round(swatch.width * ratio)
    const sample = context.createImageData(w, Math.round(swatch.height * ratio))
    const pixels = new Uint32Array(sample.data.buffer)
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = specialPixel(palette, code, i % w, Math.floor(i / w), unit)
    }
    context.putImageData(sample, Math.round(x * ratio), Math.round(top * ratio))
  }
}
