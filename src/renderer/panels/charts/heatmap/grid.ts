import type { StepWindow } from '../time-window'
import type { Slots } from './slots'

export interface Grid {
  /** Slots per column of cells: neighbours share a column when there are more steps than pixels. */
  readonly group: number
  /** The first column in sight, and how many are. */
  readonly first: number
  readonly columns: number
  /** Steps left of the sight. */
  readonly from: number
  /** Steps the whole width stands for. */
  readonly span: number
  /** Whether a column holds several steps, and so shows their largest beside their smallest. */
  readonly binned: boolean
}

/**
 * Divides the width. Groups are whole numbers of slots counted from the first step, so a column
 * keeps its content while the run grows. A shared column is at least two pixels wide: its first
 * half shows the largest value, its second half the smallest, and no extreme is lost.
 * @param width device pixels  @param widest most device pixels a step may take
 * @param sight the part to show, counted from 0 at the start of the run; all of it unless given
 */
export function gridFor(slots: Slots, width: number, widest: number, sight?: StepWindow): Grid {
  const { count, stride, steps } = slots
  if (sight) {
    const { from } = sight
    const span = sight.to - from
    const exact = stride === 1 && span <= width
    const group = exact ? 1 : Math.max(1, Math.ceil((2 * span) / (width * stride)))
    const first = Math.max(0, Math.floor(from / (group * stride)))
    const end = Math.min(Math.ceil(count / group), Math.ceil(sight.to / (group * stride)))
    const columns = Math.max(0, end - first)
    return { group, first, columns, from, span, binned: group * stride > 1 }
  }
  if (stride === 1 && steps <= width) {
    const span = Math.max(steps, width / widest)
    return { group: 1, first: 0, columns: count, from: 0, span, binned: false }
  }
  const group = Math.max(1, Math.ceil((2 * steps) / (width * stride)))
  const columns = Math.ceil(count / group)
  const span = columns * group * stride
  return { group, first: 0, columns, from: 0, span, binned: group * stride > 1 }
}

/** First device pixel of a row, and of the one after the last. */
export function rowEdge(row: number, rowCount: number, height: number): number {
  return Math.round((row * height) / rowCount)
}
