import { useCallback, useEffect, useState } from 'react'
import type { EventChannel } from '../../shared/ipc/channels'
import { bridge } from '../bridge'

/**
 * A list that main has, and a way to ask for it again; empty until it came.
 * @param load must be the same function in every render
 * @param changed what main tells when the list is another one
 */
export function useList<T>(
  load: () => Promise<readonly T[]>,
  changed?: EventChannel,
): readonly [list: readonly T[], refresh: () => void] {
  const [list, setList] = useState<readonly T[]>([])
  const refresh = useCallback(() => {
    load()
      .then(setList)
      .catch(() => setList([]))
  }, [load])
  useEffect(() => {
    refresh()
    window.addEventListener('focus', refresh)
    const stop = changed && bridge().on(changed, refresh)
    return () => {
      window.removeEventListener('focus', refresh)
      stop?.()
    }
  }, [refresh, changed])
  return [list, refresh]
}
