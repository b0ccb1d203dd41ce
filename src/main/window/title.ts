export interface DocumentStatus {
  readonly name: string
  readonly dirty: boolean
  readonly training: boolean
}

/** macOS marks unsaved work in the close button, the others in the title. */
export function windowTitle(
  { name, dirty }: Pick<DocumentStatus, 'name' | 'dirty'>,
  platform: NodeJS.Platform,
): string {
  const mark = dirty && platform !== 'darwin' ? '● ' : ''
  return name === '' ? `${mark}Gradscope` : `${mark}${name} — Gradscope`
}
