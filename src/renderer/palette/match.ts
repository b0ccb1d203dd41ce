/** Text as it is compared: one form of composed letters, no case, no accents of width. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/**
 * How well a query fits a text, both folded: 0 for the same text, then prefixes, beginnings of
 * words, parts, and letters in their order that begin alike (`btn` in `batch norm`).
 *
 * @returns null where it does not fit.
 */
export function matchScore(text: string, query: string): number | null {
  if (text === query) return 0
  if (text.startsWith(query)) return 1
  const at = text.indexOf(query)
  if (at > 0) return /[\s\-·]/.test(text[at - 1]!) ? 2 : 3
  return query.length > 1 && query[0] === text[0] && inOrder(text, query) ? 5 : null
}

function inOrder(text: string, query: string): boolean {
  let from = 0
  for (const letter of query) {
    const at = text.indexOf(letter, from)
    if (at < 0) return false
    from = at + letter.length
  }
  return true
}
