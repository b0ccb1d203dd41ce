import { ArrowDown, ArrowUp, GitCompareArrows, Undo2, X } from 'lucide-react'
import type { Finding } from '../../engine/diagnosis/finding'
import { formatCount, formatScientific, formatShare } from '../format'
import { findingText, fixTitle } from '../i18n/findings'
import { useT } from '../i18n/index'
import { showRuns } from '../runs/actions'
import { useRecorded } from '../runs/recorded'
import { currentDocument, useDocument } from '../stores/document'
import { type Comparison, endComparison } from '../stores/findings'
import { type CompareRow, compareFindings, compareRows, type Measure } from './compare-rows'
import { SeverityIcon } from './SeverityIcon'
import { useShownFinding } from './shown'

/** The run before a fix and the one after it, at the same step. */
export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const t = useT()
  const { before, after, fix } = comparison
  const done = after !== null && (comparison.ended || after.step >= before.step)
  const status =
    after === null || after.step === 0
      ? t('compare.waiting')
      : done && after.step < before.step
        ? t('compare.ended', { step: formatCount(after.step), steps: formatCount(before.step) })
        : done
          ? t('compare.at', { count: before.step, formatted: formatCount(before.step) })
          : t('compare.progress', {
              step: formatCount(after.step),
              steps: formatCount(before.step),
            })
  return (
    <article className="comparison" data-done={done} data-testid="comparison">
      <section className="comparison-figures">
        <h3 className="finding-title">
          {t('compare.fix', { fix: fixTitle(fix) })}
          <span className="finding-since" role="status">
            {status}
          </span>
        </h3>
        <table className="comparison-table">
          <thead>
            <tr>
              <th scope="col">{t('compare.measure')}</th>
              <th scope="col">{t('compare.before')}</th>
              <th scope="col">{t('compare.after')}</th>
              <th scope="col">{t('compare.change')}</th>
            </tr>
          </thead>
          <tbody>
            {compareRows(before, after).map(row => (
              <Row key={row.measure} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      <section className="comparison-findings">
        {after && after.step > 0 && <Changes comparison={comparison} />}
        <Actions comparison={comparison} />
      </section>
    </article>
  )
}

function Row({ row: { measure, before, after, better } }: { readonly row: CompareRow }) {
  const t = useT()
  return (
    <tr data-testid={`compare-${measure}`} data-better={better ?? undefined}>
      <th scope="row">{t(`compare.${measure}`)}</th>
      <td>{measureText(measure, before)}</td>
      <td>{measureText(measure, after)}</td>
      <td className="comparison-change">
        <Change measure={measure} before={before} after={after} />
      </td>
    </tr>
  )
}

function Change({ measure, before, after }: Pick<CompareRow, 'measure' | 'before' | 'after'>) {
  if (!Number.isFinite(before) || !Number.isFinite(after) || before === after) return null
  const Icon = after > before ? ArrowUp : ArrowDown
  const text = measure.endsWith('Accuracy')
    ? formatShare(Math.abs(after - before))
    : before === 0
      ? ''
      : `×${formatScientific(after / before)}`
  return (
    <>
      <Icon aria-hidden size={12} /> {text}
    </>
  )
}

function measureText(measure: Measure, value: number): string {
  if (Number.isNaN(value)) return '–'
  if (measure.endsWith('Accuracy')) return formatShare(value)
  return measure === 'factorPerLayer' ? `×${formatScientific(value)}` : formatScientific(value)
}

function Changes({ comparison: { before, after } }: { readonly comparison: Comparison }) {
  const t = useT()
  if (!after) return null
  const { gone, stays, added } = compareFindings(before, after)
  return (
    <dl className="comparison-changes">
      <FindingNames title={t('compare.gone')} kind="gone" list={gone} />
      <FindingNames title={t('compare.stays')} kind="stays" list={stays} />
      <FindingNames title={t('compare.new')} kind="new" list={added} />
    </dl>
  )
}

function FindingNames({
  title,
  kind,
  list,
}: {
  readonly title: string
  readonly kind: 'gone' | 'stays' | 'new'
  readonly list: readonly Finding[]
}) {
  const t = useT()
  return (
    <>
      <dt className="overline">{title}</dt>
      <dd data-testid={`compare-${kind}`}>
        {list.length === 0 && <span className="finding-lesson">{t('compare.nothing')}</span>}
        {list.map(finding => (
          <span key={finding.rule} className="comparison-finding" data-rule={finding.rule}>
            <SeverityIcon severity={finding.severity} over={kind === 'gone'} />
            {findingText(finding).title}
          </span>
        ))}
      </dd>
    </>
  )
}

function Actions({ comparison }: { readonly comparison: Comparison }) {
  const t = useT()
  // Only while the fix is the last edit does Undo take back just that.
  const canUndo = useDocument(state => currentDocument(state) === comparison.document)
  const keptAfter = useRecorded(state => (comparison.ended ? state.id : null))
  const kept = comparison.keptBefore && keptAfter ? [comparison.keptBefore, keptAfter] : null
  const close = () => {
    useShownFinding.setState({ shown: null })
    endComparison()
  }
  return (
    <div className="comparison-actions">
      {canUndo && (
        <button
          type="button"
          className="button button-plain"
          data-testid="compare-undo"
          onClick={() => useDocument.getState().undo()}
        >
          <Undo2 aria-hidden size={13} />
          {t('compare.undo')}
        </button>
      )}
      {kept && (
        <button
          type="button"
          className="button button-plain"
          data-testid="compare-runs"
          onClick={() => void showRuns(kept, 'compare')}
        >
          <GitCompareArrows aria-hidden size={13} />
          {t('runs.show')}
        </button>
      )}
      <button
        type="button"
        className="button button-ghost"
        data-testid="compare-close"
        onClick={close}
      >
        <X aria-hidden size={13} />
        {t('compare.close')}
      </button>
    </div>
  )
}
