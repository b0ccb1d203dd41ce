import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { showPane } from './panes'

export const dockTabs = [
  'gradients',
  'attenuation',
  'distributions',
  'curves',
  'findings',
  'xray',
] as const
export type DockTab = (typeof dockTabs)[number]

interface DockState {
  readonly tab: DockTab
}

/** Which panel of the dock is in front; remembered across starts. */
export const useDock = create<DockState>()(
  persist((): DockState => ({ tab: 'gradients' }), {
    name: 'gradscope.dock',
    merge: (kept, first) => {
      const { tab } = (kept ?? {}) as { tab?: unknown }
      return { tab: dockTabs.find(each => each === tab) ?? first.tab }
    },
  }),
)

/** Brings a panel to the front, and the dock with it. */
export function showDockTab(tab: DockTab): void {
  useDock.setState({ tab })
  showPane('dock')
}
