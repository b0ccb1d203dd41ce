/** Markup that may stand in a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | null | readonly Part[]

/**
 * Puts values into markup. Texts are escaped, whatever is in them; only markup that this function
 * made goes in as it is.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const text = strings.reduce((all, piece, i) => all + written(values[i - 1] ?? null) + piece)
  return new Markup(text)
}

/** Markup that is written by the program itself, such as a style sheet. */
export function verbatim(text: string): Markup {
  return new Markup(text)
}

function written(part: Part): string {
  if (part === null) return ''
  if (part instanceof Markup) return part.text
  if (Array.isArray(part)) return part.map(written).join('')
  return escaped(String(part))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for element content and for attributes in quotes; what no XML may hold is left out. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, character => entities[character]!)
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
}
