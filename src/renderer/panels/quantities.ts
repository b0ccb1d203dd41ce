import type { Quantity } from '../../engine/telemetry/layout'
import type { ScaleKind } from './charts/palette'

/** Rows of the heatmap: weights, or what nodes put out. */
export const heatmapSources = ['param', 'output'] as const
export type HeatmapSource = (typeof heatmapSources)[number]

interface QuantityRow {
  readonly column: Quantity
  readonly scale: ScaleKind
  readonly sources: readonly [HeatmapSource, ...HeatmapSource[]]
}

/** What the heatmap can show: everything that telemetry measures. */
const table = {
  rms: { column: 'gradient.rms', scale: 'log', sources: heatmapSources },
  meanAbs: { column: 'gradient.meanAbs', scale: 'log', sources: heatmapSources },
  maxAbs: { column: 'gradient.maxAbs', scale: 'log', sources: heatmapSources },
  zeroFraction: { column: 'gradient.zeroFraction', scale: 'linear', sources: heatmapSources },
  nanCount: { column: 'gradient.nanCount', scale: 'log', sources: heatmapSources },
  infCount: { column: 'gradient.infCount', scale: 'log', sources: heatmapSources },
  ratio: { column: 'update.ratio', scale: 'log', sources: ['param'] },
  mean: { column: 'activation.mean', scale: 'symlog', sources: ['output'] },
  std: { column: 'activation.std', scale: 'log', sources: ['output'] },
  saturation: { column: 'activation.saturation', scale: 'linear', sources: ['output'] },
} as const satisfies Readonly<Record<string, QuantityRow>>

export type HeatmapQuantity = keyof typeof table
export const heatmapQuantities = Object.keys(table) as [HeatmapQuantity, ...HeatmapQuantity[]]

export function quantityColumn(quantity: HeatmapQuantity): Quantity {
  return table[quantity].column
}

/** Fractions run linearly from 0 to 1, signed values symlog about 0; the rest spans decades. */
export function quantityScale(quantity: HeatmapQuantity): ScaleKind {
  return table[quantity].scale
}

/** The sources that have a quantity. */
export function sourcesOf(quantity: HeatmapQuantity): QuantityRow['sources'] {
  return table[quantity].sources
}

/** What is shown when a source is asked for that does not have the quantity. */
export function sourceOf(quantity: HeatmapQuantity, source: HeatmapSource): HeatmapSource {
  const sources = sourcesOf(quantity)
  return sources.includes(source) ? source : sources[0]
}
