import { useMemo } from 'react'
import type { RunRecord } from '../../shared/runs/record'
import { useRunList } from './run-list'

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
