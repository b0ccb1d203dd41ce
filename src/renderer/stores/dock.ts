import { create } from 'zustand'
import { showPane } from './panes'

export const dockTabs = ['gradients', 'curves', 'findings', 'xray'] as const
export type DockTab = (typeof dockTabs)[number]

/** Which panel of the dock is in front. */
export const useDock = create<{ readonly tab: DockTab }>()(() => ({ tab: 'gradients' }))

/** Brings a panel to the front, and the dock with it. */
export function showDockTab(tab: DockTab): void {
  useDock.setState({ tab })
  showPane('dock')
}
