import { constants } from 'node:fs'
import { access, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises'

/** An open file, as far as saving needs it. `FileHandle` of `node:fs/promises` is one. */
export interface OpenFile {
  write(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>
  chmod(mode: number): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

export interface FileStats {
  readonly size: number
  readonly mode: number
  readonly mtimeMs: number
  readonly ino: number
  isFile(): boolean
}

/** Every file-system call that opening and saving makes, so that tests can fail each of them. */
export interface FileSystem {
  realpath(path: string): Promise<string>
  stat(path: string): Promise<FileStats>
  accessWritable(path: string): Promise<void>
  readFile(path: string): Promise<Uint8Array>
  open(path: string, flags: string, mode?: number): Promise<OpenFile>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
}

export const nodeFileSystem: FileSystem = {
  realpath: path => realpath(path),
  stat: path => stat(path),
  accessWritable: path => access(path, constants.W_OK),
  readFile: path => readFile(path),
  open: (path, flags, mode) => open(path, flags, mode),
  rename: (from, to) => rename(from, to),
  unlink: path => unlink(path),
}

/** The code of a file-system error (`ENOSPC`), or undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
