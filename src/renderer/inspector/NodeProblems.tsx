import { useShallow } from 'zustand/react/shallow'
import { engineText } from '../i18n/engine-text'
import { analysisOf } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'

/** What is wrong with one node, and what to do about it. */
export function NodeProblems({ nodeId }: { readonly nodeId: string }) {
  const problems = useDocument(
    useShallow(state =>
      analysisOf(currentDocument(state)).problems.filter(problem => problem.nodeId === nodeId),
    ),
  )
  return problems.map(({ kind, severity, message, remedy }) => (
    <div key={kind + message} className="callout" data-severity={severity} role="note">
      <strong>{engineText(message)}</strong>
      <span>{engineText(remedy)}</span>
    </div>
  ))
}
