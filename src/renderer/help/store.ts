import { create } from 'zustand'

/** Whether the sheet of shortcuts is open. */
export const useHelp = create<{ readonly open: boolean }>()(() => ({ open: false }))

export function toggleHelp(): void {
  useHelp.setState(({ open }) => ({ open: !open }))
}

export function closeHelp(): void {
  useHelp.setState({ open: false })
}
