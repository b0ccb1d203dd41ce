import { create } from 'zustand'
import type { Message } from '../i18n/index'

/** What the window shows, apart from the document. */
interface ViewState {
  readonly screen: 'start' | 'editor'
  /** A passing remark in the status bar, such as why an edge was refused. */
  readonly notice: Message | null
  /** Raised to ask the canvas to fit the graph into view. */
  readonly fitRequests: number
  /** Asks the canvas to bring a node into view; `near` enough to be read, where it was looked for. */
  readonly revealed: { readonly id: string; readonly near: boolean } | null
  show(screen: ViewState['screen']): void
  notify(notice: Message): void
  fit(): void
  reveal(id: string, near?: boolean): void
}

const noticeMs = 6000
let clearNotice: ReturnType<typeof setTimeout> | undefined

export const useView = create<ViewState>()(set => ({
  screen: 'start',
  notice: null,
  fitRequests: 0,
  revealed: null,
  show: screen => set({ screen }),
  notify: notice => {
    clearTimeout(clearNotice)
    set({ notice })
    clearNotice = setTimeout(() => set({ notice: null }), noticeMs)
  },
  fit: () => set(state => ({ fitRequests: state.fitRequests + 1 })),
  reveal: (id, near = false) => set({ revealed: { id, near } }),
}))
