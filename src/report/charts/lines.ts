import { linePath, smooth } from '../../renderer/panels/charts/curves/shapes'
import { html, type Markup } from '../html'
import {
  type Axis,
  type Box,
  figure,
  horizontalAxis,
  linearAxis,
  logAxis,
  logRange,
  round,
  stepAxis,
  verticalAxis,
} from './axes'

export type Tone = 'train' | 'validation' | 'test'

/** A value of every step, in slots of one or more steps. */
export interface StepSeries {
  readonly step: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
}

export interface PointSeries {
  readonly tone: Tone
  readonly label: string
  readonly points: readonly { readonly step: number; readonly value: number }[]
}

interface LinesOptions {
  readonly title: string
  readonly note: string
  readonly stepTitle: string
  readonly description: string
  readonly line: StepSeries
  readonly lineLabel: string
  readonly pointSeries?: readonly PointSeries[]
  readonly scale: 'linear' | 'log' | 'percent'
  /** Name of the moving average; none is drawn without it. */
  readonly smoothLabel?: string
}

const width = 350
const height = 210
const box: Box = { left: 48, top: 10, width: width - 58, height: height - 52 }

/** One quantity over the steps: every step, its moving average, and what was measured now and then. */
export function lineChart(options: LinesOptions): Markup {
  const { line, pointSeries = [], smoothLabel, scale } = options
  const drawable =
    scale === 'log'
      ? (value: number) => value > 0 && value < Number.POSITIVE_INFINITY
      : Number.isFinite
  const points = pointSeries.flatMap(each => each.points)
  const values = [...line.min, ...line.max, ...points.map(point => point.value)].filter(drawable)
  const y = valueAxis(values, scale)
  const steps = [...line.step, ...points.map(point => point.step)]
  const x = stepAxis(
    [
      steps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      steps.reduce((a, b) => Math.max(a, b), 1),
    ],
    [0, box.width],
  )
  const count = line.step.length
  const place = (slot: number) => x.scale(line.step[slot]!)
  const average = smooth(line, count, Math.max(1, count / 40), drawable)
  const path = (of: { min: Float64Array; max: Float64Array }) =>
    linePath(of, count, place, y.scale, drawable)
  return figure({
    ...options,
    width,
    height,
    legend: [
      { tone: smoothLabel ? 'raw' : 'plain', label: options.lineLabel },
      ...(smoothLabel ? [{ tone: 'smooth', label: smoothLabel }] : []),
      ...pointSeries.map(({ tone, label }) => ({ tone: `points ${tone}`, label })),
    ],
    content: html`${verticalAxis(y, box)}${horizontalAxis(x, box, options.stepTitle)}
<g transform="translate(${box.left},${box.top})">
<path class="line ${smoothLabel ? 'raw' : 'plain'}" d="${path(line)}"/>
${smoothLabel ? html`<path class="line smooth" d="${path({ min: average, max: average })}"/>` : null}
${pointSeries.map(series => pointLine(series, x, y, drawable))}
</g>`,
  })
}

function pointLine(
  { points, tone }: PointSeries,
  x: Axis,
  y: Axis,
  drawable: (value: number) => boolean,
): Markup {
  const seen = points.filter(point => drawable(point.value))
  const path = seen.map(
    ({ step, value }, i) => `${i ? 'L' : 'M'}${round(x.scale(step))},${round(y.scale(value))}`,
  )
  return html`<path class="line points ${tone}" d="${path.join('')}"/>${
    seen.length > 24
      ? null
      : seen.map(
          ({ step, value }) =>
            html`<circle class="dot ${tone}" r="2.4" cx="${round(x.scale(step))}" cy="${round(y.scale(value))}"/>`,
        )
  }`
}

function valueAxis(values: readonly number[], scale: LinesOptions['scale']): Axis {
  const range = [box.height, 0] as const
  if (scale === 'log') return logAxis(logRange(values) ?? [0.1, 1], range, 5)
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (scale === 'percent') {
    return linearAxis([low < 0.5 ? 0 : 0.5, 1], range, 5, value => `${Math.round(value * 100)} %`)
  }
  return linearAxis(low > high ? [0, 1] : [Math.min(0, low), high], range, 5)
}
