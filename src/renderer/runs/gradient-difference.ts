import type { StoredGradients } from '../../shared/runs/record'
import type { HeatmapData } from '../panels/charts/heatmap/view'
import { rowMeans } from './condense'

/**
 * log₁₀ of how many times larger the RMS gradient of a second run is, by layer and step: for the
 * layers and the steps that both have. Null where they have none in common.
 */
export function gradientDifference(
  a: StoredGradients,
  b: StoredGradients,
  label: (nodeId: string) => string,
): HeatmapData | null {
  const newest = Math.min(a.last.at(-1) ?? 0, b.last.at(-1) ?? 0)
  const oldest = Math.max(a.first[0] ?? 0, b.first[0] ?? 0)
  // The finer columns would promise more than the coarser ones hold.
  const [wide, narrow] = stepsIn(a) >= stepsIn(b) ? [a, b] : [b, a]
  const columns = wide.first.flatMap((first, i) =>
    first <= newest && wide.last[i]! >= oldest ? [i] : [],
  )
  const rows = a.rows.flatMap(({ name, nodeId }) => {
    const [own, other] = [rowMeans(a, name), rowMeans(b, name)]
    return own && other ? [{ name, nodeId, own, other }] : []
  })
  if (columns.length === 0 || rows.length === 0) return null
  const meanOver = (of: StoredGradients, values: Float32Array, column: number) =>
    of === wide
      ? values[column]!
      : meanBetween(narrow, values, wide.first[column]!, wide.last[column]!)
  const first = Float64Array.from(columns, i => Math.max(oldest, wide.first[i]!))
  const last = Float64Array.from(columns, i => Math.min(newest, wide.last[i]!))
  const epochs = Float64Array.from(columns, () => Number.NaN)
  return {
    rows: rows.map(({ name, nodeId, own, other }) => {
      const ratios = Float64Array.from(columns, i =>
        logRatio(meanOver(a, own, i), meanOver(b, other, i)),
      )
      const shown = ratios.at(-1)!
      return {
        name,
        label: label(nodeId),
        nodeId,
        shown,
        mean: slot => ratios[slot]!,
        min: ratios,
        max: ratios,
      }
    }),
    count: columns.length,
    stride: stepsIn(wide),
    steps: last.at(-1)! - first[0]! + 1,
    step: { min: first, max: last },
    epoch: { min: epochs, max: epochs },
  }
}

/** Two gradients that are both exactly 0 do not differ. */
function logRatio(before: number, after: number): number {
  return before === 0 && after === 0 ? 0 : Math.log10(after / before)
}

/** Steps that a full column covers. */
function stepsIn({ first, last }: StoredGradients): number {
  return last.length === 0 ? 0 : last[0]! - first[0]! + 1
}

/** Mean over the columns that reach into a stretch of steps. */
function meanBetween(of: StoredGradients, values: Float32Array, from: number, to: number): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < of.first.length; i++) {
    if (of.last[i]! < from || of.first[i]! > to) continue
    sum += values[i]!
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}
