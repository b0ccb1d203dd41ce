export interface DocumentStatus {
  readonly name: string
  readonly dirty: boolean
  /** A run that would end with the window: one that goes on, or one that can go on. */
  readonly run: 'none' | 'running' | 'paused'
}

/** macOS marks unsaved work in the close button, the others in the title. */
export function windowTitle(
  { name, dirty }: Pick<DocumentStatus, 'name' | 'dirty'>,
  platform: NodeJS.Platform,
): string {
  const mark = dirty && platform !== 'darwin' ? '● ' : ''
  return name === '' ? `${mark}Gradscope` : `${mark}${name} — Gradscope`
}
