import { History } from 'lucide-react'
import type { Finding } from '../../engine/diagnosis/finding'
import { nodeName } from '../../engine/document/schema'
import { formatCount } from '../format'
import { findingText } from '../i18n/findings'
import { useT } from '../i18n/index'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { canTravel, engine, isStale, useRun } from '../stores/run'
import { scrubber } from '../stores/scrubber'
import { useView } from '../stores/view'
import { FixActions, useFixes } from './FixActions'
import { SeverityIcon } from './SeverityIcon'
import { showFinding } from './shown'

/** Nodes shown by name before the rest is counted. */
const mostNodes = 8

/** One finding in full: numbers, cause, lesson, nodes and cures. */
export function FindingDetail({ finding }: { readonly finding: Finding }) {
  const t = useT()
  const { title, evidence, cause, lesson, root: rootTitle } = findingText(finding)
  const { severity, over, firstStep, step, root } = finding
  const fixes = useFixes(finding)
  return (
    <article className="finding-detail" data-testid="finding-detail">
      <section className="finding-facts">
        <h3 className="finding-title">
          <SeverityIcon severity={severity} over={over} />
          {title}
          <span className="finding-since">
            {over
              ? t('findings.from', { from: formatCount(firstStep), to: formatCount(step) })
              : t('findings.since', { step: formatCount(firstStep) })}
          </span>
        </h3>
        <GoToStep step={firstStep} />
        <p data-testid="finding-evidence">{evidence}</p>
        {root && (
          <>
            <h4 className="overline">{t('findings.root')}</h4>
            <p className="finding-nodes">
              <button
                type="button"
                className="node-chip"
                data-testid="finding-root"
                onClick={() => showFinding(root.rule)}
              >
                {rootTitle}
              </button>
            </p>
          </>
        )}
        {cause && (
          <>
            <h4 className="overline">{t('findings.cause')}</h4>
            <p data-testid="finding-cause">{cause}</p>
          </>
        )}
        <h4 className="overline">{t('findings.lesson')}</h4>
        <p className="finding-lesson">{lesson}</p>
        <FindingNodes ids={finding.nodeIds} />
      </section>
      <section className="finding-fixes" aria-label={t('findings.fixes')}>
        <h4 className="overline">{t('findings.fixes')}</h4>
        {fixes.length === 0 ? (
          <p className="finding-lesson">{t('findings.noFixes')}</p>
        ) : (
          <ul className="fixes">
            {fixes.map((fix, i) => (
              <FixActions key={fix.id} fix={fix} first={i === 0} />
            ))}
          </ul>
        )}
      </section>
    </article>
  )
}

/** Takes the run to where the finding first held, to look at it and to go on from there. */
function GoToStep({ step }: { readonly step: number }) {
  const t = useT()
  const canGo = useRun(({ run }) => canTravel(run) && run.step !== step)
  const stale = useDocument(state => isStale(useRun.getState().run, currentDocument(state)))
  if (!canGo || stale || step < 1) return null
  const go = () => {
    scrubber.pin(step)
    engine.travel(step)
  }
  return (
    <button
      type="button"
      className="node-chip finding-go"
      title={t('run.travel.help')}
      data-testid="finding-go"
      onClick={go}
    >
      <History aria-hidden size={12} />
      {t('run.travel', { step: formatCount(step) })}
    </button>
  )
}

function FindingNodes({ ids }: { readonly ids: readonly string[] }) {
  const t = useT()
  if (ids.length === 0) return null
  return (
    <p className="finding-nodes">
      {ids.slice(0, mostNodes).map(id => (
        <NodeChip key={id} id={id} />
      ))}
      {ids.length > mostNodes && (
        <span className="finding-lesson">
          {t('findings.nodes.more', { count: ids.length - mostNodes })}
        </span>
      )}
    </p>
  )
}

/** A node by name; a click selects it and brings it into view. */
export function NodeChip({ id }: { readonly id: string }) {
  const name = useDocument(state => {
    const node = findNode(state, id)
    return node ? nodeName(node) : null
  })
  if (name === null) return null
  return (
    <button type="button" className="node-chip" onClick={() => showNode(id)}>
      {name}
    </button>
  )
}

export function showNode(id: string): void {
  useDocument.getState().select({ nodes: [id], edges: [] })
  useView.getState().reveal(id)
}
