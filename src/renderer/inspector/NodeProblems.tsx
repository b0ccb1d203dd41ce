import { useShallow } from 'zustand/react/shallow'
import { engineText } from '../i18n/engine-text'
import { analysisOf } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { FixButton } from './FixButton'

/** What is wrong with one node, and what to do about it. */
export function NodeProblems({ nodeId }: { readonly nodeId: string }) {
  const problems = useDocument(
    useShallow(state =>
      analysisOf(currentDocument(state)).problems.filter(problem => problem.nodeId === nodeId),
    ),
  )
  return problems.map(problem => (
    <div
      key={problem.kind + problem.message}
      className="callout"
      data-severity={problem.severity}
      role="note"
    >
      <strong>{engineText(problem.message)}</strong>
      <span>{engineText(problem.remedy)}</span>
      <FixButton problem={problem} />
    </div>
  ))
}
