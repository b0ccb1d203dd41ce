import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { Problem } from '../../engine/graph/types'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { errorsFirst, useAnalysis } from '../stores/analysis'
import { useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { FixButton } from './FixButton'

/** What keeps the graph from training. A problem of a node selects it. */
export function Problems({ onChoose }: { readonly onChoose?: () => void }) {
  const t = useT()
  const found = useAnalysis(analysis => analysis.problems)
  const problems = useMemo(() => errorsFirst(found), [found])
  if (problems.length === 0) {
    return (
      <p className="problems-none">
        <CircleCheck aria-hidden size={14} className="problems-none-mark" />
        {t('problems.none')}
      </p>
    )
  }
  const choose = (id: string) => {
    useDocument.getState().select({ nodes: [id], edges: [] })
    useView.getState().reveal(id, true)
    onChoose?.()
  }
  return (
    <ul className="problems" data-testid="problems">
      {problems.map(problem => (
        <li key={`${problem.kind} ${problem.nodeId} ${problem.message}`}>
          <ProblemRow problem={problem} onChoose={choose} />
          <FixButton problem={problem} />
        </li>
      ))}
    </ul>
  )
}

interface ProblemRowProps {
  readonly problem: Problem
  onChoose(nodeId: string): void
}

function ProblemRow({ problem, onChoose }: ProblemRowProps) {
  const t = useT()
  const { severity, nodeId, message, remedy } = problem
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert
  const content = (
    <>
      <Icon size={14} role="img" aria-label={t(`problems.${severity}`)} />
      <span>
        <span className="problem-message">{engineText(message)}</span>
        <span className="problem-remedy">{engineText(remedy)}</span>
      </span>
    </>
  )
  return nodeId === null ? (
    <div className="problem" data-severity={severity}>
      {content}
    </div>
  ) : (
    <button
      type="button"
      className="problem"
      data-severity={severity}
      onClick={() => onChoose(nodeId)}
    >
      {content}
    </button>
  )
}
