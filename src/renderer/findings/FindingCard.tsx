import { X } from 'lucide-react'
import { useState } from 'react'
import { nodeName } from '../../engine/document/schema'
import { findingText, fixTitle } from '../i18n/findings'
import { useT } from '../i18n/index'
import { inFront, useDock } from '../stores/dock'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { present, useFindings } from '../stores/findings'
import { usePanes } from '../stores/panes'
import { isStale, useRun } from '../stores/run'
import { applyAndRerun, useFixes } from './FixActions'
import { SeverityIcon } from './SeverityIcon'
import { showFinding } from './shown'
import './findings.css'
import type { Finding } from '../../engine/diagnosis/finding'

/** The worst finding of the run below the canvas, in brief; notes are left to the panel. */
export function FindingCard() {
  const worst = useFindings(({ summary }) =>
    present(summary?.findings ?? []).find(({ severity }) => severity !== 'info'),
  )
  const run = useRun(state => state.run)
  const stale = useDocument(state => isStale(run, currentDocument(state)))
  const isDockOpen = usePanes(state => state.dock)
  // The panel says the same, and more.
  const inPanel = useDock(inFront('findings')) && isDockOpen
  const [hidden, setHidden] = useState<string | null>(null)
  const key = `${run?.id} ${worst?.rule}`
  if (!worst || stale || hidden === key || inPanel) return null
  return <Card finding={worst} onHide={() => setHidden(key)} />
}

function Card({ finding, onHide }: { readonly finding: Finding; readonly onHide: () => void }) {
  const t = useT()
  const { title, brief, cause } = findingText(finding)
  const { severity, rule } = finding
  const [fix] = useFixes(finding)
  const where = useDocument(state => {
    const node = finding.nodeIds[0] === undefined ? undefined : findNode(state, finding.nodeIds[0])
    return node ? nodeName(node) : null
  })
  const heading = where ? `${title} · ${where}` : title
  return (
    <aside
      className="finding-card"
      aria-label={t('findings.card')}
      data-severity={severity}
      data-rule={rule}
      data-testid="finding-card"
    >
      <SeverityIcon severity={severity} />
      <div className="finding-card-text">
        <h3 className="finding-card-title" title={heading}>
          {heading}
        </h3>
        <p className="finding-card-brief" title={`${brief} ${cause}`}>
          {brief} {cause}
        </p>
      </div>
      <div className="finding-card-actions">
        {fix && (
          <button
            type="button"
            className="button button-primary"
            title={t('findings.rerun.help')}
            data-testid="card-fix"
            onClick={() => void applyAndRerun(fix)}
          >
            {fixTitle(fix.id)}
          </button>
        )}
        <button
          type="button"
          className="button button-plain"
          data-testid="card-details"
          onClick={() => showFinding(rule)}
        >
          {t('findings.details')}
        </button>
        <button
          type="button"
          className="button button-ghost"
          data-icon-only
          aria-label={t('findings.dismiss')}
          data-testid="card-hide"
          onClick={onHide}
        >
          <X aria-hidden size={14} />
        </button>
      </div>
    </aside>
  )
}
