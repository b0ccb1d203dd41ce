import { scaleLog } from 'd3'
import { axisTicks } from '../curves/value-axis'
import { elide, formatValue, textWidth, writeTick } from '../format'
import { group, isPlain, type LayerShares, type ShareKind, shareKinds, type View } from './view'

const labelHeight = 13
/** What the products may take of the room beside the bars. */
const beside = 48

interface Bar {
  readonly kind: ShareKind
  readonly nodeId: string
  readonly factor: number
  readonly y: number
  readonly height: number
}

/** The kinds of shares that this network has. */
export function kindsIn(layers: readonly LayerShares[]): ShareKind[] {
  return shareKinds.filter(kind => layers.some(layer => layer[kind] !== null))
}

/** What each layer's weights and activation do to the gradient: bars from 1 on a logarithmic axis. */
export function drawBlame(view: View): void {
  const { data, blame: plot, options } = view
  const root = group(view, 'blame').attr('display', plot ? null : 'none')
  if (!plot) return
  root.attr('transform', `translate(${plot.left},${plot.top})`)
  const kinds = kindsIn(data.layers)
  const factors = data.layers.flatMap(layer => kinds.map(kind => layer[kind])).filter(isPlain)
  const low = Math.min(0.5, ...factors) / 1.15
  const high = Math.max(2, ...factors) * 1.15
  const x = scaleLog().domain([low, high]).range([0, plot.width])
  const rowHeight = plot.height / Math.max(1, data.layers.length)
  const gap = Math.min(6, rowHeight * 0.25)
  const thick = (rowHeight - gap) / Math.max(1, kinds.length)
  const bars: Bar[] = data.layers.flatMap((layer, row) =>
    kinds.flatMap((kind, i) => {
      const factor = layer[kind]
      if (!isPlain(factor)) return []
      const y = row * rowHeight + gap / 2 + i * thick
      return [{ kind, nodeId: layer.nodeId, factor, y, height: Math.max(0.5, thick - 1) }]
    }),
  )
  const ticks = axisTicks([low, high], (plot.width * 34) / 52, { log: true, percent: false })
  root
    .selectAll<SVGGElement, (typeof ticks)[number]>('g.tick')
    .data(ticks)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('text-anchor', 'middle')
      return tick
    })
    .attr('transform', d => `translate(${x(d.value).toFixed(1)},0)`)
    .call(tick => tick.select('line').attr('y2', plot.height))
    .call(tick =>
      tick
        .select<SVGTextElement>('text')
        .attr('y', plot.height + 15)
        .each(function (d) {
          writeTick(this, d.label)
        }),
    )
  root
    .selectAll<SVGRectElement, Bar>('rect.chart-share')
    .data(bars)
    .join('rect')
    .attr(
      'class',
      bar => `chart-share tone-${bar.kind}${view.cursor === bar.nodeId ? ' is-here' : ''}`,
    )
    .attr('x', bar => Math.min(x(1), x(bar.factor)).toFixed(1))
    .attr('width', bar => Math.max(1, Math.abs(x(bar.factor) - x(1))).toFixed(1))
    .attr('y', bar => bar.y.toFixed(1))
    .attr('height', bar => bar.height.toFixed(1))
  root
    .selectAll('line.chart-one')
    .data([0])
    .join('line')
    .attr('class', 'chart-one')
    .attr('x1', x(1))
    .attr('x2', x(1))
    .attr('y2', plot.height)
    .raise()
  const every = Math.max(1, Math.ceil(labelHeight / rowHeight))
  root
    .selectAll<SVGTextElement, LayerShares>('text.chart-row')
    .data(data.layers.filter((_, i) => i % every === 0))
    .join('text')
    .attr('class', layer =>
      layer.nodeId === options.selectedNodeId ? 'chart-row is-selected' : 'chart-row',
    )
    .attr('text-anchor', 'end')
    .attr('x', -8)
    .attr('y', layer => ((data.layers.indexOf(layer) + 0.5) * rowHeight).toFixed(1))
    .attr('dy', '0.35em')
    .text(layer => elide(layer.label, 96))
  root
    .selectAll('text.chart-axis-title')
    .data([options.text.blameAxis])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', 'middle')
    .attr('x', plot.width / 2)
    .attr('y', plot.height + 31)
    .text(d => d)
}

/** `■ weights ×0.31  ■ activations ×2.9e−6  = ×8.8e−7 from end to end`, above the bars. */
export function drawProducts(view: View): void {
  const { data, blame: plot, options } = view
  const { text } = options
  const items = plot
    ? [
        ...kindsIn(data.layers).map(kind => ({
          tone: `tone-${kind}`,
          label: `${text.share[kind]} ×${formatValue(data.products[kind] ?? 1, 2)}`,
        })),
        { tone: 'is-total', label: text.total(`×${formatValue(data.total, 2)}`) },
      ]
    : []
  const widthOf = ({ tone, label }: (typeof items)[number]) =>
    textWidth(label) + (tone === 'is-total' ? 0 : 14)
  const width = () => items.reduce((sum, item) => sum + widthOf(item) + 14, -14)
  const left = plot ? plot.left : 0
  // Above the names of the layers is room where the bars have too little.
  const leftmost = Math.max(0, left - beside)
  if (plot && leftmost + width() > view.size.width) {
    items.at(-1)!.label = `= ×${formatValue(data.total, 2)}`
  }
  let x = 0
  const placed = items.map(item => {
    const at = x
    x += widthOf(item) + 14
    return { ...item, x: at }
  })
  const start = Math.max(leftmost, Math.min(left, view.size.width - width()))
  const root = group(view, 'products').attr('transform', `translate(${start},${plot ? 32 : 0})`)
  const parts = root
    .selectAll<SVGGElement, (typeof placed)[number]>('g.chart-product')
    .data(placed)
    .join(enter => {
      const part = enter.append('g')
      part.append('rect').attr('width', 9).attr('height', 9).attr('y', -4.5)
      part.append('text').attr('dy', '0.35em')
      return part
    })
    .attr('class', part => `chart-product ${part.tone}`)
    .attr('transform', part => `translate(${part.x},0)`)
  parts.select('rect').attr('display', part => (part.tone === 'is-total' ? 'none' : null))
  parts
    .select('text')
    .attr('x', part => (part.tone === 'is-total' ? 0 : 14))
    .text(part => part.label)
}
