import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** Parts of the editor that can be put away; remembered across starts. */
export interface Panes {
  readonly palette: boolean
  readonly inspector: boolean
  readonly dock: boolean
  readonly minimap: boolean
}
export type PaneId = keyof Panes

const allShown: Panes = { palette: true, inspector: true, dock: true, minimap: true }

export const usePanes = create<Panes>()(persist(() => allShown, { name: 'gradscope.panes' }))

export function togglePane(pane: PaneId): void {
  usePanes.setState(panes => ({ [pane]: !panes[pane] }))
}

export function showPane(pane: PaneId): void {
  if (!usePanes.getState()[pane]) usePanes.setState({ [pane]: true })
}
