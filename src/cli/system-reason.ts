/** Why a file cannot be written, as the rest of a sentence. */
const reasons: Readonly<Record<string, string>> = {
  EMPTY: 'the name is empty',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  ENAMETOOLONG: 'its name is too long',
}

const readReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
}

/** What the system says of a write that failed, in words where there are some. */
export function systemReason(error: Error): string {
  const code = errorCode(error)
  return Object.hasOwn(reasons, code) ? reasons[code]! : error.message
}

/** `ENOSPC`, also of an error that only its message is left of. */
export function errorCode({ code, message }: NodeJS.ErrnoException): string {
  return code ?? /^E[A-Z]+(?=:)/.exec(message)?.[0] ?? ''
}

/** Why a file cannot be read, as the rest of a sentence. */
export function readReason(error: Error): string {
  const code = errorCode(error)
  return Object.hasOwn(readReasons, code) ? readReasons[code]! : error.message
}
