import { fileName } from '../../data/own'

/** What is wrong with a file of the user's: said in one sentence, with the remedy. Thrown while reading. */
export class DataFailure extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message)
    this.name = 'DataFailure'
  }
}

/** `"iris.csv": row 7, column "age": …`. */
export function fileFailure(path: string, message: string, remedy: string): DataFailure {
  return new DataFailure(`"${fileName(path)}": ${message}`, remedy)
}

/** Words for what the file system answered. */
export function systemFailure(path: string, error: unknown): DataFailure {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return fileFailure(
      path,
      'it is not there any more.',
      'Locate the file: it was moved, renamed or deleted.',
    )
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return fileFailure(path, 'you may not read it.', 'Change its permissions, or choose a copy.')
  }
  if (code === 'EISDIR') return fileFailure(path, 'it is a folder.', 'Choose a file.')
  return fileFailure(path, `reading it failed: ${message}.`, 'Choose a copy of it.')
}
