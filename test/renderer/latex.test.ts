import { describe, expect, it } from 'vitest'
import { nodeKinds } from '../../src/engine/nodes/index'
import { type MathElement, parseLatex } from '../../src/renderer/inspector/latex'

function write({ tag, text, children }: MathElement): string {
  return `<${tag}>${text ?? children.map(write).join('')}</${tag}>`
}

describe('parseLatex', () => {
  it('reads fractions, roots and scripts', () => {
    expect(write(parseLatex('\\frac{x}{\\sqrt{\\sigma^2}}'))).toBe(
      '<mfrac><mi>x</mi><msqrt><msup><mi>σ</mi><mn>2</mn></msup></msqrt></mfrac>',
    )
    expect(write(parseLatex('\\sum_i x_i'))).toBe(
      '<mrow><munder><mo>∑</mo><mi>i</mi></munder><msub><mi>x</mi><mi>i</mi></msub></mrow>',
    )
  })

  it('keeps the spaces of text', () => {
    expect(write(parseLatex('x \\sim \\text{data set}'))).toContain('<mtext>data set</mtext>')
  })

  it.each(Object.values(nodeKinds).map(({ kind, formula }) => [kind, formula]))(
    'knows every command in the formula of %s',
    (_kind, formula) => {
      const commands = formula.match(/\\[A-Za-z]+/g) ?? []
      const written = write(parseLatex(formula))
      for (const name of commands) expect(written).not.toContain(`<mtext>${name.slice(1)}</mtext>`)
    },
  )
})
