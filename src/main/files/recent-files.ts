import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type FileSystem, nodeFileSystem } from './file-system'
import { openJsonStore } from './json-store'

/** Files kept; older ones fall off. */
const most = 10
const listSchema = z.array(z.string().min(1).max(32_768)).catch([])

/** A file that was opened or saved before. The window knows it by its id. */
export interface RecentFile {
  readonly id: string
  readonly path: string
}

interface RecentFilesOptions {
  readonly path: string
  readonly log: { warn(message: string): void }
  readonly fs?: FileSystem
  onChange(): void
}

export type RecentFiles = Awaited<ReturnType<typeof openRecentFiles>>

/** The files that were opened or saved last, the newest first. */
export async function openRecentFiles({
  path: storePath,
  log,
  fs = nodeFileSystem,
  onChange,
}: RecentFilesOptions) {
  const store = await openJsonStore({
    path: storePath,
    read: file => listSchema.parse(file).slice(0, most),
    log,
  })

  function set(paths: readonly string[]): void {
    const same = paths.length === store.get().length && paths.every((p, i) => p === store.get()[i])
    if (same) return
    store.set([...paths])
    onChange()
  }
  const list = () => store.get().map((path): RecentFile => ({ id: idOf(path), path }))

  return {
    list,
    isBusy: store.isBusy,
    settled: store.settled,
    find: (id: string) => list().find(file => file.id === id),
    add: (path: string) => set([path, ...store.get().filter(p => p !== path)].slice(0, most)),
    remove: (id: string) => set(store.get().filter(path => idOf(path) !== id)),
    clear: () => set([]),
    /** A file on a disk that is not there now may come back, so the list keeps it. */
    isMissing: ({ path }: RecentFile) =>
      fs.stat(path).then(
        stats => !stats.isFile(),
        () => true,
      ),
  }
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16)
}
