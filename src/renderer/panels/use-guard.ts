import { useCallback, useState } from 'react'

/**
 * Runs what is done outside rendering so that its failure counts as one of its component's: it reaches
 * the nearest error boundary, and not who called, such as a store with other charts to tell.
 */
export function useGuard(): (work: () => void) => void {
  const [, setFailure] = useState<null>(null)
  return useCallback((work: () => void) => {
    try {
      work()
    } catch (error) {
      setFailure(() => {
        throw error
      })
    }
  }, [])
}
