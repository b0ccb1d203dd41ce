import './part-boundary.css'
import { CircleAlert, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/index'
import { ErrorBoundary, type Failure, reasonOf } from './ErrorBoundary'

interface PartBoundaryProps {
  readonly children: ReactNode
  /** A part of one line, which has no room to say what happened. */
  readonly inline?: boolean
  /** What failed is drawn once more when one of these changes. */
  readonly resetKeys?: readonly unknown[]
}

/** A part of the window that says in its own place that it could not be drawn. */
export function PartBoundary({ children, inline = false, resetKeys }: PartBoundaryProps) {
  return (
    <ErrorBoundary
      fallback={inline ? InlineFailure : PartFailure}
      {...(resetKeys ? { resetKeys } : {})}
    >
      {children}
    </ErrorBoundary>
  )
}

function PartFailure({ error, tryAgain }: Failure) {
  const t = useT()
  return (
    <div className="part-failure" role="alert" data-testid="part-failure">
      <p className="part-failure-title">
        <CircleAlert aria-hidden size={16} />
        {t('part.failed.title')}
      </p>
      <p>{t('part.failed')}</p>
      <code>{reasonOf(error)}</code>
      <button type="button" className="button button-plain" onClick={tryAgain}>
        {t('part.failed.again')}
      </button>
    </div>
  )
}

function InlineFailure({ error, tryAgain }: Failure) {
  const t = useT()
  return (
    <button
      type="button"
      className="button button-ghost"
      title={`${t('part.failed.title')} ${reasonOf(error)}`}
      data-testid="part-failure-inline"
      onClick={tryAgain}
    >
      <RotateCcw aria-hidden size={14} />
      {t('part.failed.again')}
    </button>
  )
}
