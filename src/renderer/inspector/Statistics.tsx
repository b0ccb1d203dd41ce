import { type Quantity, rowValue, type TelemetryRow } from '../../engine/telemetry/layout'
import { formatCount, formatScientific, formatShare } from '../format'
import { type MessageKey, useT } from '../i18n/index'
import { useShownFrame } from '../stores/shown-frame'
import { useTelemetry } from '../stores/telemetry'

const measures: readonly { readonly quantity: Quantity; readonly title: MessageKey }[] = [
  { quantity: 'gradient.rms', title: 'statistics.gradientRms' },
  { quantity: 'gradient.maxAbs', title: 'statistics.gradientMax' },
  { quantity: 'update.ratio', title: 'statistics.updateRatio' },
  { quantity: 'gradient.zeroFraction', title: 'statistics.zeroFraction' },
  { quantity: 'activation.mean', title: 'statistics.activationMean' },
  { quantity: 'activation.std', title: 'statistics.activationStd' },
  { quantity: 'activation.saturation', title: 'statistics.saturation' },
]

/** Five a second: faster than that, figures cannot be read. */
const intervalMs = 200

/** The figures of one node at the shown step: a column for each of its tensors. */
export function Statistics({ nodeId }: { readonly nodeId: string }) {
  const t = useT()
  const layout = useTelemetry(state => state.layout)
  const shown = useShownFrame(intervalMs)
  const rows = layout?.rows.filter(row => row.nodeId === nodeId) ?? []
  if (rows.length === 0 || !shown) return null
  const { frame } = shown
  const step = shown.last
  return (
    <section className="inspector-section" aria-label={t('inspector.statistics', { step })}>
      <h2 className="overline">{t('inspector.statistics', { step: formatCount(step) })}</h2>
      {(['param', 'output'] as const).map(kind => (
        <Table key={kind} rows={rows.filter(row => row.kind === kind)} frame={frame} />
      ))}
    </section>
  )
}

interface TableProps {
  readonly rows: readonly TelemetryRow[]
  readonly frame: Float64Array
}

function Table({ rows, frame }: TableProps) {
  const t = useT()
  const shown = measures.filter(({ quantity }) =>
    rows.some(row => row.columns[quantity] !== undefined),
  )
  if (shown.length === 0) return null
  return (
    <table className="statistics">
      <thead>
        <tr>
          <td />
          {rows.map(row => (
            <th key={row.name} scope="col">
              {row.kind === 'param' ? row.name.split('.').at(-1) : 'y'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ quantity, title }) => (
          <tr key={quantity}>
            <th scope="row">{t(title)}</th>
            {rows.map(row => (
              <Value key={row.name} row={row} quantity={quantity} frame={frame} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ValueProps {
  readonly row: TelemetryRow
  readonly quantity: Quantity
  readonly frame: Float64Array
}

function Value({ row, quantity, frame }: ValueProps) {
  if (row.columns[quantity] === undefined) return <td>–</td>
  const value = rowValue(frame, row, quantity)
  // A tensor that is all 0, as biases start, has no ratio: nothing is wrong with it.
  const undefinedRatio =
    quantity === 'update.ratio' &&
    Number.isNaN(value) &&
    Number.isFinite(rowValue(frame, row, 'gradient.rms'))
  if (undefinedRatio) return <td>–</td>
  const share = quantity === 'gradient.zeroFraction' || quantity === 'activation.saturation'
  const text = share ? formatShare(value) : formatScientific(value)
  return (
    <td
      data-tone={Number.isFinite(value) ? undefined : 'danger'}
      data-testid={`statistic-${row.name}-${quantity}`}
    >
      {text}
    </td>
  )
}
