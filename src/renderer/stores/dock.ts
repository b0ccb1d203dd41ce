import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { PanelId } from '../../shared/panels'
import {
  canGoToSide,
  canHide,
  type DockLayout,
  firstLayout,
  groupOf,
  hide,
  isInFront,
  moveTo,
  restored,
  shift,
  showIn,
  splitOff,
  toSide,
} from './dock-layout'
import { showPane } from './panes'

interface DockState {
  readonly layout: DockLayout
  /** The panel that was used last: what commands about the panels act on. */
  readonly active: PanelId
  /** Rises when the panels are reset: the groups are then as wide as at first. */
  readonly resets: number
}

const first: DockState = { layout: firstLayout, active: firstLayout.groups[0]!.front, resets: 0 }

/** What the widths of the groups are remembered by. */
export const groupsId = 'dock-groups'

/** How the panels are arranged; remembered across starts. */
export const useDock = create<DockState>()(
  persist((): DockState => first, {
    name: 'gradscope.dock',
    merge: kept => {
      const layout = restored((kept as Partial<DockState> | undefined)?.layout)
      return { ...first, layout, active: layout.groups[0]!.front }
    },
  }),
)

function arrange(change: (layout: DockLayout) => DockLayout, active?: PanelId): void {
  useDock.setState(state => {
    const layout = change(state.layout)
    const wanted = active ?? state.active
    // What commands act on is always in sight.
    return { layout, active: isInFront(layout, wanted) ? wanted : layout.groups[0]!.front }
  })
}

/** What can be done to the arrangement of the panels. */
export const dock = {
  /** Brings a panel to the front, out of hiding if need be. */
  show(id: PanelId, group?: number): void {
    const { layout, active } = useDock.getState()
    const beside = group ?? Math.max(0, groupOf(layout, active))
    arrange(each => showIn(each, id, beside), id)
  },
  use(id: PanelId): void {
    if (useDock.getState().active !== id) useDock.setState({ active: id })
  },
  hide: (id: PanelId) => arrange(layout => hide(layout, id)),
  moveTo: (id: PanelId, group: number, place: number) =>
    arrange(layout => moveTo(layout, id, group, place), id),
  splitOff: (id: PanelId, before: number) => arrange(layout => splitOff(layout, id, before), id),
  toSide: (id: PanelId) => arrange(layout => toSide(layout, id), id),
  shift: (id: PanelId, by: 1 | -1) => arrange(layout => shift(layout, id, by), id),
  reset(): void {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`react-resizable-panels:${groupsId}`)) localStorage.removeItem(key)
    }
    useDock.setState(({ resets }) => ({ ...first, resets: resets + 1 }))
  },
  canHide: () => canHide(useDock.getState().layout),
  canGoToSide: () => canGoToSide(useDock.getState().layout),
}

/** Brings a panel to the front, and the dock with it. */
export function showPanel(id: PanelId): void {
  dock.show(id)
  showPane('dock')
}

/** Whether a panel is in front of its group: a selector of the dock. */
export function inFront(id: PanelId): (state: DockState) => boolean {
  return ({ layout }) => isInFront(layout, id)
}
