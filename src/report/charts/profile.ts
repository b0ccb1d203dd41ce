import { scaleLinear } from 'd3'
import type { Attenuation } from '../../engine/diagnosis/attenuation'
import { formatValue, textWidth } from '../../shared/number-format'
import { html, type Markup } from '../html'
import { type Box, figure, horizontalAxis, logAxis, logRange, round, verticalAxis } from './axes'

interface ProfileOptions {
  readonly title: string
  readonly note: string
  readonly depthTitle: string
  readonly description: string
  readonly attenuation: Attenuation
  nodeLabel(id: string): string
}

const width = 350
const height = 230
const box: Box = { left: 48, top: 10, width: width - 58, height: height - 52 }

/** RMS gradient of the hidden layers against their depth, with the line of the factor per layer. */
export function profileChart(options: ProfileOptions): Markup {
  const { points, factorPerLayer } = options.attenuation
  const plain = points.filter(({ rms }) => rms > 0 && Number.isFinite(rms))
  const y = logAxis(logRange(plain.map(({ rms }) => rms)) ?? [0.1, 1], [box.height, 0], 5)
  const place = scaleLinear([0.5, points.length + 0.5], [0, box.width])
  const room = box.width / points.length
  const labels = points.map(({ nodeId }) => options.nodeLabel(nodeId))
  const isNamed = labels.every(label => textWidth(label) + 8 <= room)
  const every = isNamed ? 1 : Math.max(1, Math.ceil(24 / room))
  const ticks = points.flatMap(({ depth }, i) =>
    i % every === 0 ? [{ place: place(depth), label: isNamed ? labels[i]! : String(depth) }] : [],
  )
  const mean = (of: (point: (typeof plain)[number]) => number) =>
    plain.reduce((sum, point) => sum + of(point), 0) / plain.length
  const fit = (depth: number) =>
    10 **
    (mean(point => Math.log10(point.rms)) -
      Math.log10(factorPerLayer) * (depth - mean(point => point.depth)))
  const ends = [plain[0]?.depth, plain.at(-1)?.depth]
  const hasLine = plain.length > 1 && Number.isFinite(factorPerLayer)
  return figure({
    ...options,
    width,
    height,
    content: html`${verticalAxis(y, box)}${horizontalAxis({ scale: place, ticks }, box, options.depthTitle)}
<g transform="translate(${box.left},${box.top})">
${hasLine ? html`<path class="fit" d="${ends.map((depth, i) => `${i ? 'L' : 'M'}${round(place(depth!))},${round(y.scale(fit(depth!)))}`).join('')}"/>` : null}
${plain.map(({ depth, rms }) => html`<circle class="point" r="4" cx="${round(place(depth))}" cy="${round(y.scale(rms))}"/>`)}
${points
  .filter(point => !plain.includes(point))
  .map(
    ({ depth, rms }) =>
      html`<text x="${round(place(depth))}" y="${box.height - 4}" text-anchor="middle">${formatValue(rms)}</text>`,
  )}
</g>`,
  })
}
