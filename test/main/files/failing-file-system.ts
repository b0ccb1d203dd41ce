import { type FileSystem, nodeFileSystem, type OpenFile } from '../../../src/main/files/file-system'

interface FailingOptions {
  /** The call that fails, counted from 1; 0 for none. */
  readonly at: number
  readonly code: string
  /** Whether every call after it fails too, as on a disk that is gone. */
  readonly forGood?: boolean
}

/** The real file system with one call that fails, counting its calls. */
export function failingFileSystem({ at, code, forGood = false }: FailingOptions) {
  const calls: string[] = []

  async function call<T>(name: string, real: () => Promise<T>): Promise<T> {
    calls.push(name)
    if (calls.length === at || (forGood && at > 0 && calls.length > at)) {
      throw Object.assign(new Error(`${code}: injected in ${name}`), { code })
    }
    return real()
  }

  const wrap = (file: OpenFile): OpenFile => ({
    write: (...args) => call('write', () => file.write(...args)),
    chmod: mode => call('chmod', () => file.chmod(mode)),
    sync: () => call('sync', () => file.sync()),
    // The system frees the descriptor also where `close` reports an error.
    close: () => {
      const closed = file.close()
      return call('close', () => closed)
    },
  })

  const fs: FileSystem = {
    realpath: path => call('realpath', () => nodeFileSystem.realpath(path)),
    stat: path => call('stat', () => nodeFileSystem.stat(path)),
    accessWritable: path => call('access', () => nodeFileSystem.accessWritable(path)),
    readFile: path => call('readFile', () => nodeFileSystem.readFile(path)),
    open: async (path, flags, mode) =>
      wrap(await call('open', () => nodeFileSystem.open(path, flags, mode))),
    rename: (from, to) => call('rename', () => nodeFileSystem.rename(from, to)),
    unlink: path => call('unlink', () => nodeFileSystem.unlink(path)),
  }
  return { fs, calls }
}
