import type { TelemetryState } from '../../stores/telemetry'
import { type HistoryColumn, slotMean } from '../../stores/telemetry-history'
import type { AttenuationData } from '../charts/attenuation/view'
import type { DistributionsData } from '../charts/distributions/view'
import { headerColumn } from '../header-column'
import { heatmapRows } from '../heatmap-data'
import { type HeatmapQuantity, type HeatmapSource, quantityColumn, sourceOf } from '../quantities'
import type { CsvCell } from './csv'

type Table = readonly (readonly CsvCell[])[]

interface NamedColumn {
  readonly name: string
  readonly column: HistoryColumn
}

/** A line for each step; where several share a slot, their smallest, mean and largest value. */
function stepTable(state: TelemetryState, columns: readonly NamedColumn[], more: Extra): Table {
  const { history } = state
  if (!history) return []
  const exact = history.stride === 1
  const head = columns.flatMap(({ name }) =>
    exact ? [name] : [`${name} min`, `${name} mean`, `${name} max`],
  )
  const step = headerColumn(state, 'step')
  const epoch = headerColumn(state, 'epoch')
  const when = exact ? ['step', 'epoch'] : ['first step', 'last step', 'epoch']
  const lines: CsvCell[][] = [[...when, ...head, ...more.head]]
  for (let slot = 0; slot < history.count; slot++) {
    const [first, last] = [step.min[slot]!, step.max[slot]!]
    const values = columns.flatMap(({ column }) => {
      const mean = slotMean(history, column, slot)
      return exact ? [mean] : [column.min[slot]!, mean, column.max[slot]!]
    })
    const place = exact ? [last] : [first, last]
    lines.push([...place, epoch.max[slot]!, ...values, ...more.cells(first, last)])
  }
  return lines
}

interface Extra {
  readonly head: readonly string[]
  cells(first: number, last: number): readonly CsvCell[]
}

const nothingMore: Extra = { head: [], cells: () => [] }

/** The quantity in the heatmap, a column for each of its rows: `dense1.W`. */
export function heatmapTable(
  state: TelemetryState,
  quantity: HeatmapQuantity,
  source: HeatmapSource,
): Table {
  const name = quantityColumn(quantity)
  const rows = heatmapRows(state.layout?.rows ?? [], name, sourceOf(quantity, source))
  const columns = rows.map(row => ({
    name: `${row.name} ${name}`,
    column: state.history!.columns[row.columns[name]!]!,
  }))
  return stepTable(state, state.history ? columns : [], nothingMore)
}

/** All curves; evaluations stand in the line of their step. */
export function curvesTable(state: TelemetryState): Table {
  const columns = (['dataLoss', 'loss', 'accuracy', 'learningRate', 'gradientNorm'] as const).map(
    field => ({ name: field, column: headerColumn(state, field) }),
  )
  const parts = (['train', 'validation', 'test'] as const).filter(part =>
    state.evaluations.some(evaluation => evaluation.part === part),
  )
  return stepTable(state, columns, {
    head: parts.flatMap(part => [`${part} loss`, `${part} accuracy`]),
    cells: (first, last) =>
      parts.flatMap(part => {
        // The evaluation of the untrained network is at step 0, which has no line of its own.
        const found = state.evaluations.findLast(
          each => each.part === part && each.step >= first && each.step <= last,
        )
        return [found?.loss ?? null, found?.accuracy ?? null]
      }),
  })
}

/** A line for each layer at the shown step. */
export function attenuationTable(data: AttenuationData): Table {
  const { step, factorPerLayer, total } = data
  if (step === null) return []
  const head = [
    ...(step.first === step.last ? ['step'] : ['first step', 'last step']),
    ...['depth', 'layer', 'node', 'gradient rms'],
    ...['weights factor', 'activation factor', 'other factor', 'factor per layer', 'end to end'],
  ]
  const steps = step.first === step.last ? [step.last] : [step.first, step.last]
  return [
    head,
    ...data.layers.map(({ nodeId, label, weights, activation, other }, index) => {
      const rms = data.points.find(point => point.nodeId === nodeId)?.rms ?? null
      const shares = [weights, activation, other]
      return [...steps, index + 1, label, nodeId, rms, ...shares, factorPerLayer, total]
    }),
  ]
}

/** A line for each power of two of each layer at the counted step. */
export function distributionsTable({ step, rows, firstPower }: DistributionsData): Table {
  if (step === null) return []
  const lines = rows.flatMap(({ label, name, counts, zeros }) =>
    [...counts].flatMap((count, bin) => {
      if (count === 0) return []
      const power = firstPower + bin
      return [[step, label, name, 2 ** power, 2 ** (power + 1), count, zeros]]
    }),
  )
  return [['step', 'layer', 'tensor', 'from', 'to', 'entries', 'share of zeros'], ...lines]
}
