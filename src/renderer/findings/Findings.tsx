import './findings.css'
import { CircleCheck, SlidersHorizontal } from 'lucide-react'
import type { Finding, RuleId, Severity } from '../../engine/diagnosis/finding'
import { formatCount } from '../format'
import { findingText } from '../i18n/findings'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { useFindings } from '../stores/findings'
import { isStale, useRun } from '../stores/run'
import { ComparisonView } from './ComparisonView'
import { FindingDetail } from './FindingDetail'
import { SeverityIcon } from './SeverityIcon'
import { showFinding, useShownFinding } from './shown'
import { ThresholdsForm } from './ThresholdsForm'

/** The dock's panel of findings: a list, and what is chosen in it. */
export function Findings() {
  const t = useT()
  const findings = useFindings(state => state.summary?.findings)
  const comparison = useFindings(state => state.comparison)
  const stale = useDocument(state => isStale(useRun.getState().run, currentDocument(state)))
  const chosen = useShownFinding(state => state.shown)
  const list = findings ?? []
  const shown =
    chosen === 'thresholds' || (chosen === 'comparison' && comparison !== null)
      ? chosen
      : (list.find(({ rule }) => rule === chosen)?.rule ?? list[0]?.rule ?? null)
  const finding = list.find(({ rule }) => rule === shown)
  return (
    <div className="findings" data-testid="findings">
      <nav className="findings-list" aria-label={t('findings.list')}>
        {comparison && (
          <ListButton
            label={t('compare.title')}
            note=""
            selected={shown === 'comparison'}
            onChoose={() => showFinding('comparison')}
          />
        )}
        {list.map(each => (
          <FindingRow key={each.rule} finding={each} selected={shown === each.rule} />
        ))}
        <button
          type="button"
          className="findings-settings"
          aria-pressed={shown === 'thresholds'}
          data-testid="thresholds-button"
          onClick={() => showFinding('thresholds')}
        >
          <SlidersHorizontal aria-hidden size={13} />
          {t('thresholds.title')}
        </button>
      </nav>
      {/* Another one is read from its top. */}
      <div key={shown} className="findings-main">
        {stale && list.length > 0 && finding && (
          <p className="findings-stale">{t('findings.stale')}</p>
        )}
        {shown === 'thresholds' ? (
          <ThresholdsForm />
        ) : shown === 'comparison' ? (
          comparison && <ComparisonView comparison={comparison} />
        ) : finding ? (
          <FindingDetail key={finding.rule} finding={finding} />
        ) : (
          <NothingFound />
        )}
      </div>
    </div>
  )
}

function FindingRow({
  finding,
  selected,
}: {
  readonly finding: Finding
  readonly selected: boolean
}) {
  const t = useT()
  const { rule, over, firstStep, step, severity, root } = finding
  const note = over
    ? t('findings.from', { from: formatCount(firstStep), to: formatCount(step) })
    : t('findings.since', { step: formatCount(firstStep) })
  return (
    <ListButton
      severity={severity}
      over={over}
      rule={rule}
      follows={root !== null}
      label={findingText(finding).title}
      note={note}
      selected={selected}
      onChoose={() => showFinding(rule)}
    />
  )
}

interface ListButtonProps {
  readonly label: string
  readonly note: string
  readonly selected: boolean
  readonly severity?: Severity
  readonly over?: boolean
  readonly rule?: RuleId
  /** Whether it is a consequence of what stands above. */
  readonly follows?: boolean
  onChoose(): void
}

function ListButton({
  label,
  note,
  selected,
  severity,
  over = false,
  rule,
  follows = false,
  onChoose,
}: ListButtonProps) {
  return (
    <button
      type="button"
      className="finding-row"
      aria-current={selected}
      data-severity={severity}
      data-over={over || undefined}
      data-follows={follows || undefined}
      data-testid={`finding-${rule ?? 'comparison'}`}
      onClick={onChoose}
    >
      {severity && <SeverityIcon severity={severity} over={over} />}
      <span className="finding-row-text">
        <span className="finding-row-title">{label}</span>
        {note && <span className="finding-row-note">{note}</span>}
      </span>
    </button>
  )
}

function NothingFound() {
  const t = useT()
  const steps = useFindings(state => state.summary?.step ?? 0)
  return (
    <div className="findings-none" data-testid="findings-none">
      <p className="findings-none-title">
        {steps > 0 ? (
          <>
            <CircleCheck aria-hidden size={16} /> {t('findings.none.title')}
          </>
        ) : (
          t('findings.empty.title')
        )}
      </p>
      <p>
        {steps > 0
          ? t('findings.none', { count: steps, formatted: formatCount(steps) })
          : t('findings.empty')}
      </p>
    </div>
  )
}
