import { elide, formatValue, powerOfTen, textWidth, writeTick } from '../format'
import { type DistributionRow, group, medianPower, type View } from './view'

const labelHeight = 13
/** A ridge may rise over its neighbour above. */
const overlap = 1.7
/** The uppermost ridge stays below the title. */
const headroom = 10

/** Draws one ridge a row: its height is the share of the row's entries, on one scale for all. */
export function drawRidges(view: View): void {
  const { data, plot, options, x } = view
  const rowHeight = plot.height / Math.max(1, data.rows.length)
  const tallest = Math.max(1e-9, ...data.rows.map(largestShare))
  const rise = Math.min(rowHeight * overlap, rowHeight + headroom)
  const rows = data.rows.map((row, index) => ({ row, base: (index + 1) * rowHeight, index }))
  const root = group(view, 'ridges').attr('transform', `translate(${plot.left},${plot.top})`)
  const ridges = root
    .selectAll<SVGGElement, (typeof rows)[number]>('g.chart-ridge')
    .data(rows)
    .join(enter => {
      const ridge = enter.append('g')
      ridge.append('path')
      ridge.append('line').attr('class', 'chart-baseline')
      ridge.append('line').attr('class', 'chart-median')
      return ridge
    })
    .attr('class', ({ row, index }) => {
      const chosen = row.nodeId === options.selectedNodeId ? ' is-selected' : ''
      return `chart-ridge${chosen}${view.cursor?.row === index ? ' is-here' : ''}`
    })
    .attr('transform', ({ base }) => `translate(0,${base.toFixed(1)})`)
  ridges.select('path').attr('d', ({ row }) => ridgePath(view, row, rise / tallest))
  ridges.select('line.chart-baseline').attr('x2', plot.width)
  const median = (row: DistributionRow) => x(medianPower(row, data.firstPower))
  ridges
    .select('line.chart-median')
    .attr('display', ({ row }) => (row.counted > 0 ? null : 'none'))
    .attr('x1', ({ row }) => (row.counted > 0 ? median(row).toFixed(1) : 0))
    .attr('x2', ({ row }) => (row.counted > 0 ? median(row).toFixed(1) : 0))
    .attr('y1', -Math.min(rowHeight * 0.55, 12))
  const every = Math.max(1, Math.ceil(labelHeight / rowHeight))
  const labelled = rows.filter(({ index }) => index % every === 0)
  root
    .selectAll<SVGTextElement, (typeof rows)[number]>('text.chart-row')
    .data(labelled)
    .join('text')
    .attr('class', ({ row }) =>
      row.nodeId === options.selectedNodeId ? 'chart-row is-selected' : 'chart-row',
    )
    .attr('text-anchor', 'end')
    .attr('x', -8)
    .attr('y', ({ base }) => (base - Math.min(rowHeight / 2, 7)).toFixed(1))
    .attr('dy', '0.35em')
    .text(({ row }) => elide(row.label, plot.left - 12))
  root
    .selectAll<SVGTextElement, (typeof rows)[number]>('text.chart-zeros')
    .data(labelled.filter(({ row }) => row.zeros > 0))
    .join('text')
    .attr('class', 'chart-zeros')
    .attr('x', plot.width + 8)
    .attr('y', ({ base }) => (base - Math.min(rowHeight / 2, 7)).toFixed(1))
    .attr('dy', '0.35em')
    .text(({ row }) => `${formatValue(row.zeros * 100, 3)} %`)
}

function largestShare({ counts, counted }: DistributionRow): number {
  return counted > 0 ? counts.reduce((most, count) => Math.max(most, count), 0) / counted : 0
}

/** Steps of a histogram: the height of a bin is the share of the row's entries in it. */
function ridgePath({ x, data }: View, row: DistributionRow, scale: number): string {
  if (row.counted === 0) return ''
  const [low, high] = x.domain() as [number, number]
  let path = `M${x(low).toFixed(1)},0`
  for (let power = low; power < high; power++) {
    const count = row.counts[power - data.firstPower] ?? 0
    const height = (count / row.counted) * scale
    path += `V${(-height).toFixed(1)}H${x(power + 1).toFixed(1)}`
  }
  return `${path}V0Z`
}

/** Powers of ten, which are easier read than the powers of two that are counted. */
export function drawPowerAxis(view: View, visible: boolean): void {
  const { plot, x, options } = view
  const [low, high] = x.domain() as [number, number]
  const perTen = Math.log2(10)
  const first = Math.ceil(low / perTen)
  const last = Math.floor(high / perTen)
  const spacing = plot.width / Math.max(1, (high - low) / perTen)
  const every = Math.max(1, Math.ceil((textWidth(powerOfTen(first)) + 14) / spacing))
  const exponents = visible
    ? Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => last - i).filter(
        (_, i) => i % every === 0,
      )
    : []
  const root = group(view, 'axis').attr('transform', `translate(${plot.left},${plot.top})`)
  root
    .selectAll<SVGGElement, number>('g.tick')
    .data(exponents)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('text-anchor', 'middle')
      return tick
    })
    .attr('transform', d => `translate(${x(d * perTen).toFixed(1)},0)`)
    .call(tick => tick.select('line').attr('y2', plot.height + 4))
    .call(tick =>
      tick
        .select<SVGTextElement>('text')
        .attr('y', plot.height + 16)
        .each(function (d) {
          writeTick(this, powerOfTen(d))
        }),
    )
  const hasZeros = view.data.rows.some(row => row.zeros > 0)
  const titles = [
    { label: options.text.axis, x: plot.width / 2, y: plot.height + 31, anchor: 'middle' },
    { label: options.text.zero, x: plot.width + 8, y: -10, anchor: 'start' },
  ]
  root
    .selectAll<SVGTextElement, (typeof titles)[number]>('text.chart-axis-title')
    .data(visible ? titles.slice(0, hasZeros ? 2 : 1) : [])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', d => d.anchor)
    .attr('x', d => d.x)
    .attr('y', d => d.y)
    .text(d => d.label)
}
