import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { type PanelId, panelIds } from '../../shared/panels'
import { showPane } from './panes'

interface DockState {
  readonly tab: PanelId
}

/** Which panel of the dock is in front; remembered across starts. */
export const useDock = create<DockState>()(
  persist((): DockState => ({ tab: 'gradients' }), {
    name: 'gradscope.dock',
    merge: (kept, first) => {
      const { tab } = (kept ?? {}) as { tab?: unknown }
      return { tab: panelIds.find(each => each === tab) ?? first.tab }
    },
  }),
)

/** Brings a panel to the front, and the dock with it. */
export function showPanel(tab: PanelId): void {
  useDock.setState({ tab })
  showPane('dock')
}
