import { basename } from 'node:path'
import type { Title } from '../../shared/commands/row'
import { say } from '../say'
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

type Cause = readonly [reason: Title, remedy: Title]

const elsewhere: Title = {
  en: 'Use Save As and choose another folder.',
  ko: '“다른 이름으로 저장”에서 다른 폴더를 선택하세요.',
}
const folderGone: Title = { en: 'its folder is gone', ko: '폴더가 없어졌습니다' }

const writeFailures: Readonly<Record<string, Cause>> = {
  ENOSPC: [
    { en: 'the disk is full', ko: '디스크에 남은 공간이 없습니다' },
    {
      en: 'Free some space and save again, or use Save As on another disk.',
      ko: '공간을 확보한 뒤 다시 저장하거나 다른 디스크에 저장하세요.',
    },
  ],
  EDQUOT: [
    { en: 'your quota is used up', ko: '디스크 할당량을 모두 사용했습니다' },
    {
      en: 'Free some space and save again, or use Save As elsewhere.',
      ko: '공간을 확보한 뒤 다시 저장하거나 다른 곳에 저장하세요.',
    },
  ],
  EIO: [
    { en: 'the disk reported an error', ko: '디스크에서 오류가 발생했습니다' },
    {
      en: 'Use Save As on another disk, then check this one.',
      ko: '다른 디스크에 저장한 뒤 이 디스크를 점검하세요.',
    },
  ],
  EROFS: [{ en: 'the disk is read-only', ko: '읽기 전용 디스크입니다' }, elsewhere],
  EPERM: [
    { en: 'the system does not allow it', ko: '시스템이 허용하지 않습니다' },
    {
      en: `Close other programs that use it, or: ${elsewhere.en}`,
      ko: `파일을 사용하는 다른 프로그램을 닫거나, ${elsewhere.ko}`,
    },
  ],
  EACCES: [{ en: 'you may not write there', ko: '쓰기 권한이 없습니다' }, elsewhere],
  EBUSY: [
    { en: 'another program holds it open', ko: '다른 프로그램이 파일을 사용하고 있습니다' },
    {
      en: `Close that program and save again. Or: ${elsewhere.en}`,
      ko: `그 프로그램을 닫고 다시 저장하거나, ${elsewhere.ko}`,
    },
  ],
  ENOENT: [folderGone, elsewhere],
  ENOTDIR: [folderGone, elsewhere],
  EISDIR: [
    { en: 'a folder has that name', ko: '같은 이름의 폴더가 있습니다' },
    {
      en: 'Use Save As and choose another name.',
      ko: '“다른 이름으로 저장”에서 다른 이름을 선택하세요.',
    },
  ],
  ENAMETOOLONG: [
    { en: 'its name is too long', ko: '이름이 너무 깁니다' },
    {
      en: 'Use Save As and choose a shorter name.',
      ko: '“다른 이름으로 저장”에서 더 짧은 이름을 선택하세요.',
    },
  ],
}

const unreadable: Title = {
  en: 'Change its permissions, or open a copy of it.',
  ko: '파일 권한을 바꾸거나 사본을 여세요.',
}

const readFailures: Readonly<Record<string, Cause>> = {
  ENOENT: [
    { en: 'it is not there any more', ko: '파일이 더 이상 없습니다' },
    {
      en: 'Check whether it was moved or renamed.',
      ko: '파일을 옮기거나 이름을 바꾸었는지 확인하세요.',
    },
  ],
  EACCES: [{ en: 'you may not read it', ko: '읽기 권한이 없습니다' }, unreadable],
  EPERM: [{ en: 'the system does not allow it', ko: '시스템이 허용하지 않습니다' }, unreadable],
  EIO: [
    { en: 'the disk reported an error', ko: '디스크에서 오류가 발생했습니다' },
    {
      en: 'Copy the file to another disk and open the copy.',
      ko: '파일을 다른 디스크에 복사한 뒤 사본을 여세요.',
    },
  ],
}

const otherFile: Title = {
  en: 'Open another file, or a copy of this one.',
  ko: '다른 파일이나 이 파일의 사본을 여세요.',
}
const renameRemedy: Title = {
  en: 'Use Save As to give the graph another name.',
  ko: '“다른 이름으로 저장”으로 다른 이름을 지정하세요.',
}

export function writeFailure(path: string, error: unknown): Failure {
  const [reason, remedy] = causeOf(writeFailures, error, elsewhere)
  const name = basename(path)
  return failure(
    say({
      en: `"${name}" was not saved: ${reason}. The file is as it was.`,
      ko: `“${name}” 파일을 저장하지 못했습니다: ${reason}. 기존 파일은 그대로입니다.`,
    }),
    remedy,
  )
}

export function readFailure(path: string, error: unknown): Failure {
  const [reason, remedy] = causeOf(readFailures, error, otherFile)
  const name = basename(path)
  return failure(
    say({
      en: `"${name}" could not be read: ${reason}.`,
      ko: `“${name}” 파일을 읽지 못했습니다: ${reason}.`,
    }),
    remedy,
  )
}

export function renameFailure(path: string, error: unknown): Failure {
  const [reason] = causeOf(writeFailures, error, elsewhere)
  const name = basename(path)
  return failure(
    say({
      en: `"${name}" was not renamed: ${reason}.`,
      ko: `“${name}” 파일의 이름을 바꾸지 못했습니다: ${reason}.`,
    }),
    say(renameRemedy),
  )
}

/** A file is never renamed over another one. */
export function takenFailure(path: string): Failure {
  const name = basename(path)
  return failure(
    say({
      en: `There is already a file "${name}" in this folder.`,
      ko: `이 폴더에 “${name}” 파일이 이미 있습니다.`,
    }),
    say({ en: 'Choose another name.', ko: '다른 이름을 선택하세요.' }),
  )
}

export function noFileFailure(): Failure {
  return failure(
    say({ en: 'This graph has no file yet.', ko: '이 그래프는 아직 파일로 저장되지 않았습니다.' }),
    say({ en: 'Save it first.', ko: '먼저 저장하세요.' }),
  )
}

function causeOf(
  causes: Readonly<Record<string, Cause>>,
  error: unknown,
  remedy: Title,
): readonly [reason: string, remedy: string] {
  const cause = causes[errorCode(error) ?? '']
  return cause ? [say(cause[0]), say(cause[1])] : [reasonOf(error), say(remedy)]
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
