import { scaleLog } from 'd3'
import { formatValue, powerOfTen, textWidth, writeTick } from '../format'
import {
  infCell,
  nanCell,
  type SpecialCell,
  scaleColour,
  undefinedCell,
  zeroCell,
} from '../palette'
import { type ColourScale, scalePlace } from './colour-scale'
import { axisHeight, group, type View } from './view'

export const swatch = { width: 16, height: 10 }

export function legendTop(view: View): number {
  return view.layout.top + view.layout.height + axisHeight + 4
}

export function swatches(view: View): { code: SpecialCell; label: string; x: number }[] {
  const { text, scale, mayBeUndefined } = view.options
  const kinds: [SpecialCell, string][] = [
    [infCell, 'Inf'],
    [nanCell, 'NaN'],
  ]
  if (scale === 'log') kinds.unshift([zeroCell, text.zero])
  if (mayBeUndefined) kinds.push([undefinedCell, text.undefined])
  let x = view.layout.left
  return kinds.map(([code, label]) => {
    const at = x
    x += swatch.width + 6 + textWidth(label) + 16
    return { code, label, x: at }
  })
}

// Room for half a label beyond the end of the bar, and between the bar and what it measures.
const barInset = 12
const measureGap = 20

function swatchesEnd(specials: ReturnType<typeof swatches>): number {
  const last = specials.at(-1)!
  return last.x + swatch.width + 6 + textWidth(last.label)
}

/** Whether what the colours measure stands beside the bar; in a narrow chart it goes to the title. */
export function measureFits(view: View): boolean {
  const { layout, options } = view
  const room = layout.left + layout.width - swatchesEnd(swatches(view)) - 20
  return room - barInset - measureGap - textWidth(options.text.measure) >= 90
}

interface LegendTick {
  /** Empty for a mark without room for its label. */
  readonly label: string
  /** 0 … 1 along the bar. */
  readonly place: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/**
 * Marks of the colour bar: powers of ten, thinned until they stand apart; where the range holds
 * fewer than two of them, its ends.
 */
export function legendTicks(scale: ColourScale, width: number): LegendTick[] {
  const { kind, domain } = scale
  const [low, high] = domain
  if (kind === 'symlog') return symlogTicks(scale)
  if (kind === 'linear' || kind === 'diverging') {
    return [low, (low + high) / 2, high].map((value, i) => ({
      label: formatValue(value, 2),
      place: i / 2,
      anchor: 'middle',
    }))
  }
  const place = scaleLog().domain(domain).range([0, 1])
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const last = Math.floor(Math.log10(high) + 1e-9)
  const decades = last - first
  if (decades < 1) {
    return [
      { label: formatValue(low, 2), place: 0, anchor: 'start' },
      { label: formatValue(high, 2), place: 1, anchor: 'end' },
    ]
  }
  const spacing = width / Math.log10(high / low)
  const needed = textWidth(powerOfTen(first)) + 10
  const every = Math.max(1, Math.ceil(needed / spacing))
  const ticks: LegendTick[] = []
  // Counted from the top, the end where the eye starts to compare.
  for (let exponent = last; exponent >= first; exponent--) {
    const label = (last - exponent) % every === 0 ? powerOfTen(exponent) : ''
    if (label || spacing >= 4) {
      ticks.unshift({ label, place: place(10 ** exponent), anchor: 'middle' })
    }
  }
  return ticks
}

/** The ends, zero, and a hundredth of the ends, so that the ends are not taken for all there is. */
function symlogTicks(scale: ColourScale): LegendTick[] {
  const place = scalePlace(scale)
  const high = scale.domain[1]
  return [-high, -high / 100, 0, high / 100, high].map(value => ({
    label: formatValue(value, 2),
    place: place(value),
    anchor: 'middle',
  }))
}

export function drawLegend(view: View, scale: ColourScale, hasValues: boolean): void {
  const { layout, options, size } = view
  const top = legendTop(view)
  const drawable = view.data.rows.length > 0 && layout.height > 0
  const root = group(view, 'legend').attr('display', drawable ? null : 'none')
  if (!drawable) return
  const specials = swatches(view)
  const swatched = root
    .selectAll<SVGGElement, (typeof specials)[number]>('g.chart-special')
    .data(specials, d => d.code)
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
    .attr('transform', d => `translate(${d.x},${top + 4})`)
  swatched.select('text').text(d => d.label)

  const leftEnd = swatchesEnd(specials)
  const right = layout.left + layout.width
  const room = right - leftEnd - 20
  const measureWidth = textWidth(options.text.measure)
  const labelled = measureFits(view)
  const widest = size.width > 900 ? 260 : 200
  const barWidth = Math.max(
    40,
    Math.min(widest, room - barInset - (labelled ? measureWidth + measureGap : 0)),
  )
  const barLeft = right - barWidth - barInset
  root
    .selectAll('text.chart-measure')
    .data(labelled ? [options.text.measure] : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('text-anchor', 'end')
    .attr('x', barLeft - measureGap)
    .attr('y', top + 9)
    .attr('dy', '0.35em')
    .text(d => d)

  const bar = root
    .selectAll<SVGGElement, number>('g.chart-bar')
    .data(hasValues ? [0] : [])
    .join('g')
    .attr('class', 'chart-bar')
    .attr('transform', `translate(${barLeft},${top + 5})`)
  const parts = 64
  const part = barWidth / parts
  bar
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: parts }, (_, i) => i))
    .join('rect')
    .attr('x', i => (i * part).toFixed(2))
    .attr('width', (part + 0.5).toFixed(2))
    .attr('height', 8)
    .attr('fill', i => scaleColour(scale.kind, i / (parts - 1), options.theme))
  const ticks = bar
    .selectAll<SVGGElement, LegendTick>('g.tick')
    .data(hasValues ? legendTicks(scale, barWidth) : [])
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line').attr('y1', 8).attr('y2', 11)
      tick.append('text').attr('y', 21)
      return tick
    })
    .attr('transform', d => `translate(${(d.place * barWidth).toFixed(1)},0)`)
  ticks
    .select<SVGTextElement>('text')
    .attr('text-anchor', d => d.anchor)
    .each(function (d) {
      writeTick(this, d.label)
    })
}
