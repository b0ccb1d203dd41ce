import { minus, superscripts } from '../../../shared/number-format'

export {
  elide,
  formatStep,
  formatValue,
  powerOfTen,
  textWidth,
} from '../../../shared/number-format'

/**
 * Writes a tick label into an SVG text. Superscripts become raised ordinary digits, because the
 * typeface lacks some of them and a second face would make one exponent of two sizes.
 */
export function writeTick(text: SVGTextElement, label: string): void {
  if (text.getAttribute('data-label') === label) return
  text.setAttribute('data-label', label)
  const power = /^10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(label)
  text.textContent = power ? '10' : label
  if (!power) return
  const exponent = text.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'tspan')
  exponent.setAttribute('class', 'chart-exponent')
  exponent.setAttribute('dy', '-4')
  const digits = [...power[2]!].map(digit => superscripts.indexOf(digit)).join('')
  exponent.textContent = `${power[1] ? minus : ''}${digits}`
  text.append(exponent)
}
