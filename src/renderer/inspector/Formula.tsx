import { lazy, Suspense } from 'react'

const Katex = lazy(() => import('./Katex'))

/** A LaTeX formula, typeset; screen readers read it as MathML. */
export function Formula({ latex }: { readonly latex: string }) {
  return (
    <div className="formula">
      <Suspense fallback={<span className="formula-waiting" />}>
        <Katex latex={latex} />
      </Suspense>
    </div>
  )
}
