import { useEffect, useState } from 'react'
import { headerValue, type Quantity, type TelemetryRow } from '../../engine/telemetry/layout'
import { formatCount, formatScientific, formatShare } from '../format'
import { type MessageKey, useT } from '../i18n/index'
import { latestRowValue, telemetryStore, useTelemetry } from '../stores/telemetry'

const measures: readonly { readonly quantity: Quantity; readonly title: MessageKey }[] = [
  { quantity: 'gradient.rms', title: 'statistics.gradientRms' },
  { quantity: 'update.ratio', title: 'statistics.updateRatio' },
  { quantity: 'gradient.zeroFraction', title: 'statistics.zeroFraction' },
  { quantity: 'activation.mean', title: 'statistics.activationMean' },
  { quantity: 'activation.std', title: 'statistics.activationStd' },
]

/** Five a second: faster than that, figures cannot be read. */
const intervalMs = 200

/** The newest figures of one node: a column for each of its tensors. */
export function Statistics({ nodeId }: { readonly nodeId: string }) {
  const t = useT()
  const layout = useTelemetry(state => state.layout)
  useSlowVersion()
  const { history } = telemetryStore.getState()
  const rows = layout?.rows.filter(row => row.nodeId === nodeId) ?? []
  if (rows.length === 0 || !history || history.count === 0) return null
  const step = headerValue(history.latest, 'step')
  return (
    <section className="inspector-section" aria-label={t('inspector.statistics', { step })}>
      <h2 className="overline">{t('inspector.statistics', { step: formatCount(step) })}</h2>
      {(['param', 'output'] as const).map(kind => (
        <Table key={kind} rows={rows.filter(row => row.kind === kind)} />
      ))}
    </section>
  )
}

function Table({ rows }: { readonly rows: readonly TelemetryRow[] }) {
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
              <Value key={row.name} row={row} quantity={quantity} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ row, quantity }: { readonly row: TelemetryRow; readonly quantity: Quantity }) {
  if (row.columns[quantity] === undefined) return <td>–</td>
  const value = latestRowValue(row.name, quantity)
  // A tensor that is all 0, as biases start, has no ratio: nothing is wrong with it.
  const undefinedRatio =
    quantity === 'update.ratio' &&
    Number.isNaN(value) &&
    Number.isFinite(latestRowValue(row.name, 'gradient.rms'))
  if (undefinedRatio) return <td>–</td>
  const text = quantity.endsWith('Fraction') ? formatShare(value) : formatScientific(value)
  return (
    <td
      data-tone={Number.isFinite(value) ? undefined : 'danger'}
      data-testid={`statistic-${row.name}-${quantity}`}
    >
      {text}
    </td>
  )
}

/** Draws again when telemetry grew, at most every `intervalMs`. */
function useSlowVersion(): void {
  const [, setVersion] = useState(-1)
  useEffect(() => {
    const read = () => setVersion(telemetryStore.getState().version)
    const timer = setInterval(read, intervalMs)
    return () => clearInterval(timer)
  }, [])
}
