import { scaleLinear } from 'd3'
import type { RegressionDetail } from '../../engine/diagnosis/evaluation/detail'
import { formatStep } from '../../shared/number-format'
import { html, type Markup } from '../html'
import { type Box, figure, horizontalAxis, linearAxis, round, verticalAxis } from './axes'

const width = 350
const height = 260
const box: Box = { left: 48, top: 10, width: width - 58, height: height - 52 }

interface Titles {
  readonly title: string
  readonly note: string
  readonly axis: string
  readonly description: string
}

/** Predicted against true values, with the line on which both are the same. */
export function scatterChart({ pairs }: RegressionDetail, titles: Titles): Markup {
  const points: [number, number][] = []
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [truth, predicted] = [pairs[i]!, pairs[i + 1]!]
    if (Number.isFinite(truth) && Number.isFinite(predicted)) points.push([truth, predicted])
  }
  const values = points.flat()
  const ends = scaleLinear([
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ]).nice(5)
  const domain = (points.length > 0 ? ends.domain() : [0, 1]) as [number, number]
  const x = linearAxis(domain, [0, box.width], 5)
  const y = linearAxis(domain, [box.height, 0], 5)
  return figure({
    ...titles,
    width,
    height,
    content: html`${verticalAxis(y, box)}${horizontalAxis(x, box, titles.axis)}<g transform="translate(${box.left},${box.top})"><path class="fit" d="M0,${box.height}L${box.width},0"/>${points.map(
      ([truth, predicted]) =>
        html`<circle class="sample" r="2.4" cx="${round(x.scale(truth))}" cy="${round(y.scale(predicted))}"/>`,
    )}</g>`,
  })
}

/** How often predictions were off by how much. */
export function residualChart({ residuals }: RegressionDetail, titles: Titles): Markup {
  const { from, width: bin, counts } = residuals
  const to = from + counts.length * bin
  const x = linearAxis([from, to], [0, box.width], 5)
  const most = counts.reduce((a, b) => Math.max(a, b), 1)
  const y = linearAxis([0, most], [box.height, 0], Math.min(5, most), formatStep)
  return figure({
    ...titles,
    width,
    height,
    content: html`${verticalAxis(y, box)}${horizontalAxis(x, box, titles.axis)}<g transform="translate(${box.left},${box.top})">${[
      ...counts,
    ].map((count, i) => {
      const left = x.scale(from + i * bin)
      const right = x.scale(from + (i + 1) * bin)
      return html`<rect class="bar" x="${round(left + 0.5)}" width="${round(right - left - 1)}" y="${round(y.scale(count))}" height="${round(box.height - y.scale(count))}"/>`
    })}<path class="axis" d="M${round(x.scale(0))},0v${box.height}"/></g>`,
  })
}
