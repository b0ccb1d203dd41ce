import type { AttrSpec, AttrValue } from '../../engine/nodes/attrs'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'
import { kindInfo } from '../i18n/kinds'
import { fold, matchScore } from './match'
import { choiceSynonyms, kindSynonyms } from './synonyms'

/** Something that can be added: a kind, or a kind with one choice made, such as ReLU. */
export interface KindEntry {
  readonly key: string
  readonly kind: NodeKind
  readonly title: string
  readonly attrs: Readonly<Record<string, AttrValue>>
  /** Whether it is a choice of a kind rather than the kind itself. */
  readonly isChoice: boolean
  /** Words by which it is found beside its title. */
  readonly synonyms: readonly string[]
}

/** The attr by whose choices a kind is looked for. */
const mainChoice: Readonly<Partial<Record<NodeKind, string>>> = {
  data: 'dataset',
  activation: 'function',
  loss: 'function',
}

/** Every kind, followed by its choices. */
export function kindEntries(kinds: readonly NodeKind[]): KindEntry[] {
  return kinds.flatMap(kind => [kindEntry(kind), ...choiceEntries(kind)])
}

function kindEntry(kind: NodeKind): KindEntry {
  const { title } = kindInfo(kind)
  const synonyms = [kind, nodeKind(kind).title, ...(kindSynonyms[kind] ?? [])].map(fold)
  return { key: kind, kind, title, attrs: {}, isChoice: false, synonyms }
}

function choiceEntries(kind: NodeKind): KindEntry[] {
  const attr = mainChoice[kind]
  const spec: AttrSpec | undefined = attr === undefined ? undefined : kindInfo(kind).attrs[attr]
  if (attr === undefined || spec?.type !== 'choice') return []
  return spec.options.map(({ value, title }) => ({
    key: `${kind}.${value}`,
    kind,
    title,
    attrs: { [attr]: value },
    isChoice: true,
    synonyms: [value, ...(choiceSynonyms[value] ?? [])].map(fold),
  }))
}

/**
 * The entries that a query means, the best first; without a query the kinds as they stand. Every
 * word of the query has to fit the title, a synonym, or the summary of the kind.
 */
export function findEntries(entries: readonly KindEntry[], query: string): KindEntry[] {
  const whole = fold(query).trim()
  if (whole === '') return entries.filter(({ isChoice }) => !isChoice)
  const words = whole.split(/\s+/)
  return entries
    .map(entry => ({ entry, score: entryScore(entry, whole, words) }))
    .filter((found): found is { entry: KindEntry; score: number } => found.score !== null)
    .sort((a, b) => a.score - b.score)
    .map(({ entry }) => entry)
}

/** Kinds that a query means: by title, synonym, one of their choices (`relu`), or summary. */
export function findKinds(kinds: readonly NodeKind[], query: string): NodeKind[] {
  return [...new Set(findEntries(kindEntries(kinds), query).map(({ kind }) => kind))]
}

function entryScore(entry: KindEntry, whole: string, words: readonly string[]): number | null {
  const together = best(entry, whole)
  if (together !== null) return together
  const scores = words.map(word => best(entry, word) ?? inSummary(entry, word))
  return scores.includes(null) ? null : Math.max(...scores.map(Number)) + 0.5
}

function best({ title, synonyms, isChoice }: KindEntry, query: string): number | null {
  const own = matchScore(fold(title), query)
  const others = synonyms.map(word => matchScore(word, query)).filter(score => score !== null)
  const scores = [...(own === null ? [] : [own]), ...others.map(score => score + 0.25)]
  return scores.length === 0 ? null : Math.min(...scores) + (isChoice ? 0.1 : 0)
}

/** Prose is searched for beginnings of words only; a choice has none of its own. */
function inSummary({ kind, isChoice }: KindEntry, word: string): number | null {
  if (isChoice || word.length < 3) return null
  const score = matchScore(fold(kindInfo(kind).summary), word)
  return score !== null && score <= 2 ? 7 : null
}
