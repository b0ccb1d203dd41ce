import type { ExportSource } from '../source'

/** Longest line of the files, as PEP 8's followers have it. */
const lineWidth = 88

/** A number as Python reads a float: `1.0`, `0.001`, `1e-7`. */
export function float(value: number): string {
  const text = Math.abs(value) < 1e-3 && value !== 0 ? value.toExponential() : String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

/** `True` or `False`. */
export function bool(value: boolean): string {
  return value ? 'True' : 'False'
}

/** A string between single quotes, which Python reads as it is here. */
export function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, sign => {
      const code = sign.codePointAt(0)!.toString(16)
      return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`
    })
  return `'${escaped}'`
}

/** The docstring of a program: what it is, then lines about it. */
export function docstring(
  { name, version }: Pick<ExportSource, 'name' | 'version'>,
  to: string,
  lines: readonly string[],
): string[] {
  return [
    `"""${prose(name) || 'A network'}: exported from Gradscope ${prose(version)} to ${to}.`,
    '',
    ...lines.flatMap(line => wrap(prose(line), 4)),
    '"""',
  ]
}

/**
 * Text for a comment or a docstring: on one line, without control characters and halves of pairs, and
 * nothing in it that would end either.
 */
function prose(text: string): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
  return plain.replaceAll('\\', '/').replaceAll('"', "'").trim()
}

/** Lines moved to the right, but for empty ones. */
export function indent(lines: readonly string[], levels = 1): string[] {
  return lines.map(line => (line === '' ? '' : `${'    '.repeat(levels)}${line}`))
}

/**
 * `head(a, b)tail`, on one line where it fits into `width`, else an argument a line.
 *
 * @param levels by how many levels the lines will be indented.
 */
export function call(
  head: string,
  args: readonly string[],
  tail = ')',
  levels = 1,
): readonly string[] {
  const whole = `${head}${args.join(', ')}${tail}`
  if (whole.length + 4 * levels <= lineWidth || args.length === 0) return [whole]
  return [head, ...args.map(arg => `    ${arg},`), tail]
}

/** A paragraph broken into lines, the later ones set in by `hanging` spaces. */
export function wrap(text: string, hanging = 0): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length > lineWidth && line.trim() !== '') {
      lines.push(line)
      line = `${' '.repeat(hanging)}${word}`
    } else line = longer
  }
  return [...lines, line]
}
