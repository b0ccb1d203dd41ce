import type { Message } from '../i18n/index'

/** One undo step: what it is called and the state before (in `past`) or after it (in `future`). */
export interface HistoryEntry<S> {
  readonly label: Message
  readonly state: S
}

/** States are immutable and share structure, so a step costs what changed, not a whole copy. */
export interface History<S> {
  readonly past: readonly HistoryEntry<S>[]
  readonly present: S
  readonly future: readonly HistoryEntry<S>[]
}

/** Steps kept; older ones fall off. */
const depth = 500

export function startHistory<S>(state: S): History<S> {
  return { past: [], present: state, future: [] }
}

export function pushState<S>(history: History<S>, label: Message, state: S): History<S> {
  return {
    past: [...history.past.slice(1 - depth), { label, state: history.present }],
    present: state,
    future: [],
  }
}

export function undo<S>(history: History<S>): History<S> {
  const entry = history.past.at(-1)
  if (!entry) return history
  return {
    past: history.past.slice(0, -1),
    present: entry.state,
    future: [{ label: entry.label, state: history.present }, ...history.future],
  }
}

export function redo<S>(history: History<S>): History<S> {
  const [entry, ...rest] = history.future
  if (!entry) return history
  return {
    past: [...history.past, { label: entry.label, state: history.present }],
    present: entry.state,
    future: rest,
  }
}
