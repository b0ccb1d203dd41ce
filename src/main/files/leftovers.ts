import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What `writeAtomic` and the engine's checkpoints write before they rename it. */
const temporary = /^\.gradscope-[0-9a-f]{16}\.tmp$/

/**
 * Removes what an app that was killed left half written in folders of its own. To be called before
 * anything is written there: only one instance of the app uses them (`requestSingleInstanceLock`).
 */
export async function removeLeftovers(
  folders: readonly string[],
  log: { warn(message: string): void },
): Promise<void> {
  const found = await Promise.all(
    folders.map(async folder => {
      const names = await readdir(folder).catch(() => [])
      return names.filter(name => temporary.test(name)).map(name => join(folder, name))
    }),
  )
  await Promise.all(
    found.flat().map(path =>
      rm(path, { force: true }).catch((error: unknown) => {
        log.warn(`${path} was not removed: ${String(error)}`)
      }),
    ),
  )
}
