import { create } from 'zustand'
import { fuzzyMatch } from './fuzzy'

/** A line of the picker. */
export interface PickerItem {
  readonly id: string
  readonly title: string
  /** What stands beside the title, muted. */
  readonly detail?: string
  readonly shortcut?: string
  /** A swatch before the title. */
  readonly color?: string
  /** Further words by which it is found. */
  readonly words?: readonly string[]
  /** Why it cannot be chosen; shown in place of the detail. */
  readonly blocked?: string | null
  run(): unknown
}

/** What can be chosen: commands, nodes, where an edge of the selected node leads, or what a sweep varies. */
export type PickerKind =
  | 'commands'
  | 'nodes'
  | 'connect'
  | 'connectFrom'
  | 'disconnect'
  | 'sweepField'

/** What the picker shows. */
export interface PickerPage {
  readonly label: string
  readonly placeholder: string
  /** Shown when no line fits the query. */
  readonly none: string
  /** Read once as it opens; in the order in which they are shown without a query. */
  readonly items: readonly PickerItem[]
}

/** The one picker of the window; null while it is closed. */
export const usePicker = create<{ readonly kind: PickerKind | null }>()(() => ({ kind: null }))

/** Opens the picker; asked for what it shows already, it closes. */
export function openPicker(kind: PickerKind): void {
  usePicker.setState(state => ({ kind: state.kind === kind ? null : kind }))
}

export function closePicker(): void {
  usePicker.setState({ kind: null })
}

/** A line with the letters of its title that the query found. */
export interface FoundItem {
  readonly item: PickerItem
  readonly at: readonly number[]
}

/** Lines drawn at most: more are not read, they are searched. */
const mostShown = 100

/** The lines that a query means, the best first; what can be chosen before what cannot. */
export function findItems(items: readonly PickerItem[], query: string): FoundItem[] {
  if (query.trim() === '') return items.slice(0, mostShown).map(item => ({ item, at: [] }))
  const found = items.flatMap(item => {
    const match = matchItem(item, query)
    return match ? [{ item, at: match.at, score: match.score }] : []
  })
  const isBlocked = ({ item }: FoundItem) => Number(Boolean(item.blocked))
  return found.sort((a, b) => isBlocked(a) - isBlocked(b) || b.score - a.score).slice(0, mostShown)
}

/** The title first; else one of the other words, or all of them together. */
function matchItem({ title, detail = '', words = [] }: PickerItem, query: string) {
  const inTitle = fuzzyMatch(title, query)
  if (inTitle) return { ...inTitle, score: inTitle.score + 20 }
  const others = [...words, [title, detail, ...words].join(' ')]
  const scores = others.flatMap(text => fuzzyMatch(text, query)?.score ?? [])
  return scores.length === 0 ? null : { score: Math.max(...scores), at: [] }
}
