import 'katex/dist/katex.min.css'
import katex from 'katex'
import { useLayoutEffect, useRef } from 'react'

/** In a chunk of its own: the first formula loads it, the start of the window does not. */
export default function Katex({ latex }: { readonly latex: string }) {
  const ref = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    if (ref.current) katex.render(`\\displaystyle ${latex}`, ref.current, { throwOnError: false })
  }, [latex])
  return <span ref={ref} />
}
