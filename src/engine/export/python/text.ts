import type { ExportSource } from '../source'

/** Longest line of the files, as PEP 8's followers have it. */
const lineWidth = 88

/** A number as Python reads a float: `1.0`, `0.001`, `1e-7`. */
export function float(value: number): string {
  const text = Math.abs(value) < 1e-3 && value !== 0 ? value.toExponential() : String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

export function bool(value: boolean): string {
  return value ? 'True' : 'False'
}

/** A string between single quotes. */
export function quoted(text: string): string {
  return `'${plain(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
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

/** Text for a comment or a docstring: on one line, and nothing in it that would end either. */
export function prose(text: string): string {
  return plain(text).replaceAll('\\', '/').replaceAll('"', "'").trim()
}

/** Without what is no letter, sign or space: line ends, control characters, halves of pairs. */
function plain(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
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
