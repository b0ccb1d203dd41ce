import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Programs that replace a file remove it for a moment. */
const calmMs = 200

export type FileWatch = ReturnType<typeof createFileWatch>

/**
 * Tells when something may have happened to a file. Its folder is watched, because many programs
 * write a new file and rename it over the old one. Where folders cannot be watched (some network
 * drives) nothing is told, and the check when the window gets the focus remains.
 */
export function createFileWatch(onEvent: () => void) {
  let watcher: FSWatcher | null = null
  let timer: NodeJS.Timeout | undefined

  function close(): void {
    clearTimeout(timer)
    watcher?.close()
    watcher = null
  }

  return {
    /** Follows this file and no other; null follows none. */
    follow(path: string | null): void {
      close()
      if (path === null) return
      const name = basename(path)
      try {
        watcher = watch(dirname(path), { persistent: false }, (_event, changed) => {
          if (changed !== null && changed !== name) return
          clearTimeout(timer)
          timer = setTimeout(onEvent, calmMs)
        })
        watcher.on('error', close)
      } catch {
        close()
      }
    },
    close,
  }
}
