/** How well a query fits a text, and which of its letters the query found. */
export interface FuzzyMatch {
  /** Larger is better. */
  readonly score: number
  readonly at: readonly number[]
}

/** Text as it is searched: composed Hangul, no case. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/**
 * Fits the words of a query into a text, in any order; the letters of a word stand in the text in
 * their order. Beginnings of words and letters that follow each other count most. Null where a
 * word does not fit.
 */
export function fuzzyMatch(text: string, query: string): FuzzyMatch | null {
  const folded = fold(text)
  const words = fold(query).split(/\s+/).filter(Boolean)
  const at = new Set<number>()
  let score = 0
  for (const word of words) {
    const found = matchWord(folded, word)
    if (!found) return null
    score += found.score
    for (const index of found.at) at.add(index)
  }
  // Of two texts that fit alike the shorter one is more of what was asked for.
  return { score: score - folded.length / 100, at: [...at].sort((a, b) => a - b) }
}

function matchWord(text: string, word: string): FuzzyMatch | null {
  const whole = wholeWord(text, word)
  if (whole !== null) {
    const at = Array.from({ length: word.length }, (_, index) => whole + index)
    return { score: (startsWord(text, whole) ? 10 : 6) * word.length, at }
  }
  return word.length > 1 ? scattered(text, word) : null
}

/** Where a word stands in one piece, at the start of a word if it can. */
function wholeWord(text: string, word: string): number | null {
  let first: number | null = null
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (startsWord(text, at)) return at
    first ??= at
  }
  return first
}

/** The letters of a word in their order; the first at the start of a word, gaps cost. */
function scattered(text: string, word: string): FuzzyMatch | null {
  let best: FuzzyMatch | null = null
  for (let start = text.indexOf(word[0]!); start >= 0; start = text.indexOf(word[0]!, start + 1)) {
    if (!startsWord(text, start)) continue
    const at = [start]
    let score = 4
    for (const letter of word.slice(1)) {
      const next = nextLetter(text, letter, at.at(-1)! + 1)
      if (next < 0) return best
      score += startsWord(text, next) ? 4 : next === at.at(-1)! + 1 ? 3 : 0
      at.push(next)
    }
    if (!best || score > best.score) best = { score, at }
  }
  return best
}

/** The next place of a letter: right behind, else the next beginning of a word, else anywhere. */
function nextLetter(text: string, letter: string, from: number): number {
  if (text[from] === letter) return from
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    if (startsWord(text, at)) return at
  }
  return text.indexOf(letter, from)
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s\-_.·:(]/.test(text[at - 1]!)
}
