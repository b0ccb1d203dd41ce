import { createElement, type ReactNode, useMemo } from 'react'
import { type MathElement, parseLatex } from './latex'

/** A LaTeX formula, typeset by the browser as MathML; screen readers read it too. */
export function Formula({ latex }: { readonly latex: string }) {
  const tree = useMemo(() => parseLatex(latex), [latex])
  return createElement('math', { className: 'formula', display: 'inline' }, draw(tree, 0))
}

function draw({ tag, text, children, attributes }: MathElement, key: number): ReactNode {
  return createElement(tag, { key, ...attributes }, ...(text ? [text] : children.map(draw)))
}
