import { lazy, Suspense } from 'react'

const load = () => import('./Katex')
const Katex = lazy(load)
// Read while the window waits for a file to open, which would otherwise wait for this.
if ('requestIdleCallback' in globalThis) requestIdleCallback(() => void load())

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
