import { basename } from 'node:path'

export const fileExtension = '.gradscope'

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: file names may not hold them
const forbidden = /[\\/:*?"<>|\u0000-\u001f]+/g

/** The name to offer in a save dialog: safe on every system, with our extension. */
export function suggestedFileName(name: string): string {
  return withExtension(safeName(name))
}

/** A name that files may have on every system, without an extension. */
export function safeName(name: string): string {
  const stem = name
    .normalize('NFC')
    .replace(forbidden, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 80)
  return stem === '' ? 'untitled' : deviceName.test(stem) ? `${stem}-graph` : stem
}

/** Adds the extension where it is missing: not every native dialog does. */
export function withExtension(path: string): string {
  return path.toLowerCase().endsWith(fileExtension) ? path : `${path}${fileExtension}`
}

/** What a document is called by its file: `mnist-relu` for `/home/a/mnist-relu.gradscope`. */
export function documentName(path: string): string {
  const base = basename(path)
  return base.toLowerCase().endsWith(fileExtension) ? base.slice(0, -fileExtension.length) : base
}
