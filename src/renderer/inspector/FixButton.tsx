import { Wrench } from 'lucide-react'
import { useMemo } from 'react'
import type { Problem } from '../../engine/graph/types'
import { tMessage } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { fixOf } from './problem-fix'

/** Mends a problem in one step of undo, named by what it does; nothing where there is a choice. */
export function FixButton({ problem }: { readonly problem: Problem }) {
  const document = useDocument(currentDocument)
  const fix = useMemo(() => fixOf(document, problem), [document, problem])
  if (!fix) return null
  return (
    <button
      type="button"
      className="button button-plain fix"
      data-testid="fix"
      onClick={() => useDocument.getState().edit(fix.label, fix.changes)}
    >
      <Wrench aria-hidden size={13} />
      <span className="button-text">{tMessage(fix.label)}</span>
    </button>
  )
}
