import { Toast } from '@base-ui/react/toast'
import { create } from 'zustand'

/** Short messages in the corner; usable from anywhere, drawn by `<Toasts>`. */
export const toasts = Toast.createToastManager()

/** An error the user should read: what happened, and what to do about it. */
export function toastError(title: string, remedy: string): string {
  const priority = 'high'
  return toasts.add({ title, description: remedy, type: 'error', timeout: 15_000, priority })
}

export function toastInfo(title: string): void {
  toasts.add({ title, type: 'info', timeout: 2500 })
}

export interface DialogContent {
  readonly title: string
  readonly body: string
  /** Lines in the mono face: places and reasons within a file. */
  readonly details?: readonly string[]
  readonly note?: string
  readonly action?: { readonly label: string; run(): void }
}

/** The one modal message of the window. */
export const useDialog = create<{ content: DialogContent | null }>()(() => ({ content: null }))

export function showDialog(content: DialogContent): void {
  useDialog.setState({ content })
}

export function closeDialog(): void {
  useDialog.setState({ content: null })
}
