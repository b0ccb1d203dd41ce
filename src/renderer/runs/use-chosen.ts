import { useMemo } from 'react'
import type { RunRecord } from '../../shared/runs/record'
import { useRunList } from './run-list'

interface Member {
  readonly run: RunRecord
  /** Its place among the chosen runs, which gives its colour. */
  readonly place: number
}

/** The first two chosen runs, the earlier one first unless they are swapped; null while there are not two. */
export function usePair(): readonly [Member, Member] | null {
  const records = useChosenRecords()
  const swapped = useRunList(state => state.swapped)
  return useMemo(() => {
    const [first, second] = records.map((run, place): Member => ({ run, place }))
    if (!first || !second) return null
    const isLater = first.run.summary.startedAt > second.run.summary.startedAt
    return isLater !== swapped ? [second, first] : [first, second]
  }, [records, swapped])
}

/** The chosen runs as far as they are read, in the order in which they were chosen. */
export function useChosenRecords(): RunRecord[] {
  const chosen = useRunList(state => state.chosen)
  const records = useRunList(state => state.records)
  const list = useRunList(state => state.list)
  return useMemo(
    () =>
      chosen.flatMap(id => {
        const record = records.get(id)
        // A name may have changed since the run was read.
        const name = list?.runs.find(row => row.id === id)?.name
        return record ? [name && name !== record.name ? { ...record, name } : record] : []
      }),
    [chosen, records, list],
  )
}
