import { basename } from 'node:path'
import { hasText, say, type TextKey } from '../texts'
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

export function writeFailure(path: string, error: unknown): Failure {
  return fileFailure('write', path, error)
}

export function readFailure(path: string, error: unknown): Failure {
  return fileFailure('read', path, error)
}

export function renameFailure(path: string, error: unknown): Failure {
  const values = { name: basename(path), reason: reasonOf('write', error) }
  return failure(say('rename.failed', values), say('rename.remedy'))
}

/** A file is never renamed over another one. */
export function takenFailure(path: string): Failure {
  return failure(say('rename.taken', { name: basename(path) }), say('rename.taken.remedy'))
}

export function noFileFailure(): Failure {
  return failure(say('noFile'), say('noFile.remedy'))
}

export function noBackupFailure(): Failure {
  return failure(say('backup.unreadable'), say('backup.unreadable.remedy'))
}

/** @param folder where backups are, as people write it */
export function backupFailure(folder: string, error: unknown): Failure {
  const remedy = `backup.${errorCode(error)}.remedy`
  return failure(
    say('backup.failed', { reason: reasonOf('write', error) }),
    say(hasText(remedy) ? remedy : 'backup.remedy', { folder }),
  )
}

function fileFailure(operation: 'write' | 'read', path: string, error: unknown): Failure {
  const values = { name: basename(path), reason: reasonOf(operation, error) }
  const remedy = `${operation}.${errorCode(error)}.remedy`
  const general: TextKey = `${operation}.remedy`
  return failure(say(`${operation}.failed`, values), say(hasText(remedy) ? remedy : general))
}

/** @param error of the file system, or what is wrong in plain words */
function reasonOf(operation: 'write' | 'read', error: unknown): string {
  const known = `${operation}.${errorCode(error)}`
  if (hasText(known)) return say(known)
  return error instanceof Error ? error.message : String(error)
}
