export const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
export const minus = '−'

/** `10⁻⁷`. */
export function powerOfTen(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, digit => superscripts[Number(digit)]!)
  return `10${exponent < 0 ? '⁻' : ''}${digits}`
}

/**
 * A number to read off: plain between 0.001 and 100,000, else `1.0734e−6`; NaN and Inf by name.
 * @param digits significant digits, trailing zeros dropped
 */
export function formatValue(value: number, digits = 6): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? `${minus}Inf` : 'Inf'
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  const plain = magnitude >= 1e-3 && magnitude < 1e5
  // As many digits as its whole part has, at least: 324, not 3.2e2.
  const whole = Math.floor(Math.log10(magnitude)) + 1
  const [mantissa, exponent] = (
    plain ? value.toPrecision(Math.max(digits, whole)) : value.toExponential(digits - 1)
  ).split('e')
  const trimmed = mantissa!.includes('.') ? mantissa!.replace(/\.?0+$/, '') : mantissa!
  const written = exponent === undefined ? trimmed : `${trimmed}e${exponent.replace('+', '')}`
  return written.replaceAll('-', minus)
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** `12,000`. */
export function formatStep(value: number): string {
  return grouped.format(value).replaceAll('-', minus)
}

// East Asian wide characters take a full em in the fallback face; everything else is monospaced.
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u

/** Width of a label in the monospaced face, without asking the DOM. */
export function textWidth(text: string, fontSize = 11): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? fontSize : 0.6 * fontSize
  return width
}

/** Cuts a name to `width` pixels, in the middle: `encoder…dense12` still tells both ends. */
export function elide(text: string, width: number, fontSize = 11): string {
  if (textWidth(text, fontSize) <= width) return text
  const characters = [...text]
  let head = Math.ceil(characters.length / 2)
  let tail = characters.length - head
  while (head + tail > 1) {
    if (head > tail) head--
    else tail--
    const cut = `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`
    if (textWidth(cut, fontSize) <= width) return cut
  }
  return '…'
}
