import { elide } from '../../shared/number-format'
import { html, type Markup } from '../html'
import { type Box, figure, horizontalAxis, logAxis, round } from './axes'

export interface Ridge {
  readonly label: string
  /** Entries between 2^(first+i) and twice that. */
  readonly counts: readonly number[]
}

interface RidgesOptions {
  readonly title: string
  readonly note: string
  readonly axisTitle: string
  readonly description: string
  readonly first: number
  readonly rows: readonly Ridge[]
}

const width = 350
const left = 76

/** How the sizes of each gradient's entries are spread, one row for each layer, on one scale for all. */
export function ridges(options: RidgesOptions): Markup {
  const { rows, first } = options
  const rowHeight = Math.max(12, Math.min(30, 178 / rows.length))
  const box: Box = { left, top: 10, width: width - left - 10, height: rowHeight * rows.length }
  const bins = rows[0]?.counts.length ?? 0
  const used = Array.from({ length: bins }, (_, bin) => rows.some(row => row.counts[bin]! > 0))
  const from = Math.max(0, used.indexOf(true))
  const to = Math.max(from, used.lastIndexOf(true)) + 1
  const x = logAxis([2 ** (first + from), 2 ** (first + to)], [0, box.width], 4)
  const shares = rows.map(({ counts }) => {
    const all = counts.reduce((sum, count) => sum + count, 0)
    return counts.slice(from, to).map(count => (all === 0 ? 0 : count / all))
  })
  const tallest = shares.flat().reduce((a, b) => Math.max(a, b), 1e-9)
  const binWidth = box.width / (to - from)
  return figure({
    ...options,
    width,
    height: box.height + 52,
    content: html`${horizontalAxis(x, box, options.axisTitle)}${rows.map(({ label }, row) => {
      const base = box.top + (row + 1) * rowHeight
      const path = shares[row]!.map(
        (share, i) =>
          `L${round((i + 0.5) * binWidth)},${round(-(share / tallest) * rowHeight * 0.95)}`,
      )
      return html`<g transform="translate(${left},${round(base)})"><path class="ridge" d="M0,0${path.join('')}L${round(box.width)},0z"/><text x="-6" y="-3" text-anchor="end">${elide(label, left - 10)}</text></g>`
    })}`,
  })
}
