import { basename } from 'node:path'
import { errorCode } from './file-system'

/** A file operation that did not happen, in the words of the user. */
export interface Failure {
  readonly kind: 'failed'
  readonly message: string
  readonly remedy: string
}

export function failure(message: string, remedy: string): Failure {
  return { kind: 'failed', message, remedy }
}

const elsewhere = 'Use Save As and choose another folder.'

const writeFailures: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and save again, or use Save As on another disk.'],
  EDQUOT: ['your quota is used up', 'Free some space and save again, or use Save As elsewhere.'],
  EIO: ['the disk reported an error', 'Use Save As on another disk, then check this one.'],
  EROFS: ['the disk is read-only', elsewhere],
  EPERM: ['the system does not allow it', `Close other programs that use it, or: ${elsewhere}`],
  EACCES: ['you may not write there', elsewhere],
  EBUSY: ['another program holds it open', `Close that program and save again. Or: ${elsewhere}`],
  ENOENT: ['its folder is gone', elsewhere],
  ENOTDIR: ['its folder is gone', elsewhere],
  EISDIR: ['a folder has that name', 'Use Save As and choose another name.'],
  ENAMETOOLONG: ['its name is too long', 'Use Save As and choose a shorter name.'],
}

const readFailures: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ['it is not there any more', 'Check whether it was moved or renamed.'],
  EACCES: ['you may not read it', 'Change its permissions, or open a copy of it.'],
  EPERM: ['the system does not allow it', 'Change its permissions, or open a copy of it.'],
  EIO: ['the disk reported an error', 'Copy the file to another disk and open the copy.'],
}

export function writeFailure(path: string, error: unknown): Failure {
  const [reason, remedy] = writeFailures[errorCode(error) ?? ''] ?? [reasonOf(error), elsewhere]
  return failure(`"${basename(path)}" was not saved: ${reason}. The file is as it was.`, remedy)
}

export function readFailure(path: string, error: unknown): Failure {
  const [reason, remedy] = readFailures[errorCode(error) ?? ''] ?? [
    reasonOf(error),
    'Open another file, or a copy of this one.',
  ]
  return failure(`"${basename(path)}" could not be read: ${reason}.`, remedy)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
