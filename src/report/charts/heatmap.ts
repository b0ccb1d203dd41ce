import { elide, formatValue } from '../../shared/number-format'
import { html, type Markup, verbatim } from '../html'
import { type Box, figure, horizontalAxis, logRange, round, stepAxis } from './axes'
import { levelOf, levels } from './colours'

export interface HeatmapRow {
  readonly label: string
  /** Of every slot; NaN and infinite values are marked as such. */
  readonly values: Float64Array
}

interface HeatmapOptions {
  readonly title: string
  readonly note: string
  readonly stepTitle: string
  readonly description: string
  readonly zero: string
  readonly broken: string
  readonly rows: readonly HeatmapRow[]
  readonly step: Float64Array
}

const width = 720
const left = 110
/** Cells finer than that are not seen. */
const mostColumns = 240

/** Layer by step, on a logarithmic colour scale; zeros and what is not finite have cells of their own. */
export function heatmap(options: HeatmapOptions): Markup {
  const { rows, step } = options
  const rowHeight = Math.max(6, Math.min(26, 420 / rows.length))
  const box: Box = { left, top: 6, width: width - left - 8, height: rowHeight * rows.length }
  const columns = Math.min(mostColumns, step.length)
  const cells = rows.map(row => means(row.values, columns))
  const range = logRange(cells.flatMap(values => [...values])) ?? [0.1, 1]
  const x = stepAxis([step[0]!, step.at(-1)!], [0, box.width])
  const every = Math.max(1, Math.ceil(11 / rowHeight))
  const names = rows.map(({ label }, i) =>
    i % every === 0
      ? html`<text x="${left - 6}" y="${round(box.top + (i + 0.5) * rowHeight)}" dy="0.35em" text-anchor="end">${elide(label, left - 12)}</text>`
      : null,
  )
  const height = box.height + 84
  return figure({
    ...options,
    width,
    height,
    content: html`${patterns}${names}<g transform="translate(${left},${box.top})">${cellPaths(cells, range, box, rowHeight)}</g>${horizontalAxis(x, box, options.stepTitle)}${legend(range, box, options)}`,
  })
}

const patterns = verbatim(
  '<defs><pattern id="zero" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="zero-ground"/><circle cx="2" cy="2" r="0.9" class="zero-ink"/></pattern><pattern id="broken" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="broken-ground"/><path d="M0,6L6,0" class="broken-ink"/></pattern></defs>',
)

/** Mean of the slots of each column; what is not finite in one of them stays so. */
function means(values: Float64Array, columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns))
    let sum = 0
    for (let i = from; i < to; i++) sum += values[i]!
    return sum / (to - from)
  })
}

/** One path for each colour, so that a heatmap of many cells stays small. */
function cellPaths(
  cells: readonly Float64Array[],
  [low, high]: readonly [number, number],
  box: Box,
  rowHeight: number,
): Markup {
  const paths = new Map<string, string>()
  const scale = Math.log10(high / low)
  const nameOf = (value: number) => {
    if (!Number.isFinite(value)) return 'broken'
    return value <= 0 ? 'zero' : `h${levelOf(Math.log10(value / low) / scale)}`
  }
  const columnWidth = box.width / (cells[0]?.length ?? 1)
  cells.forEach((values, row) => {
    for (let from = 0; from < values.length; ) {
      const name = nameOf(values[from]!)
      let to = from + 1
      while (to < values.length && nameOf(values[to]!) === name) to++
      const path = `M${round(from * columnWidth)},${round(row * rowHeight)}h${round((to - from) * columnWidth + 0.2)}v${round(rowHeight - 1)}h${round(-(to - from) * columnWidth - 0.2)}z`
      paths.set(name, (paths.get(name) ?? '') + path)
      from = to
    }
  })
  return html`${[...paths].map(([name, path]) => html`<path class="${name}" d="${path}"/>`)}`
}

function legend(
  [low, high]: readonly [number, number],
  box: Box,
  { zero, broken }: HeatmapOptions,
): Markup {
  const size = 6
  const bar = levels * size
  return html`<g transform="translate(${left},${box.top + box.height + 50})">
${Array.from({ length: levels }, (_, i) => html`<rect class="h${i}" x="${i * size}" width="${size + 0.3}" height="10"/>`)}
<text y="24">${formatValue(low, 2)}</text><text x="${bar}" y="24" text-anchor="end">${formatValue(high, 2)}</text>
<rect class="zero" x="${bar + 24}" width="18" height="10"/><text class="words" x="${bar + 48}" y="9">${zero}</text>
<rect class="broken" x="${bar + 150}" width="18" height="10"/><text class="words" x="${bar + 174}" y="9">${broken}</text></g>`
}
