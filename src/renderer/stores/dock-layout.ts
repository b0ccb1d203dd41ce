import { type PanelId, panelIds, panelNames } from '../../shared/panels'

/** Panels behind each other, of which one is in front. */
export interface DockGroup {
  readonly tabs: readonly PanelId[]
  readonly front: PanelId
}

/** How the dock is arranged. Every panel stands in one group, or is hidden. */
export interface DockLayout {
  /** From left to right; one at least, and none of them empty. */
  readonly groups: readonly DockGroup[]
  readonly hidden: readonly PanelId[]
}

export const maxGroups = 3

export const firstLayout: DockLayout = {
  groups: (['left', 'right'] as const).map(home => {
    const tabs = panelIds.filter(id => panelNames[id].home === home)
    return { tabs, front: tabs[0]! }
  }),
  hidden: [],
}

/** The group that a panel stands in; -1 where it is hidden. */
export function groupOf(layout: DockLayout, id: PanelId): number {
  return layout.groups.findIndex(({ tabs }) => tabs.includes(id))
}

export function isInFront(layout: DockLayout, id: PanelId): boolean {
  return layout.groups.some(({ front }) => front === id)
}

/** Brings a panel to the front of its group; a hidden one comes to the given group. */
export function showIn(layout: DockLayout, id: PanelId, group: number): DockLayout {
  const at = groupOf(layout, id)
  if (at < 0) return moveTo(layout, id, group, Number.POSITIVE_INFINITY)
  return withGroup(layout, at, { ...layout.groups[at]!, front: id })
}

/** Puts a panel away; the last one stays. */
export function hide(layout: DockLayout, id: PanelId): DockLayout {
  if (groupOf(layout, id) < 0 || !canHide(layout)) return layout
  const { groups, hidden } = without(layout, id)
  return { groups: groups.filter(isFilled), hidden: [...hidden, id] }
}

export function canHide({ groups }: DockLayout): boolean {
  return groups.length > 1 || groups[0]!.tabs.length > 1
}

/** Puts a panel at a place among a group's tabs, in front. */
export function moveTo(layout: DockLayout, id: PanelId, group: number, place: number): DockLayout {
  const { groups, hidden } = without(layout, id)
  const target = groups[Math.min(groups.length - 1, Math.max(0, group))]!
  const tabs = target.tabs.toSpliced(place, 0, id)
  const next = groups.map(each => (each === target ? { tabs, front: id } : each))
  return { groups: next.filter(isFilled), hidden }
}

/** Gives a panel a new group before the given one; as many groups as there may be stay as they are. */
export function splitOff(layout: DockLayout, id: PanelId, before: number): DockLayout {
  const { groups, hidden } = without(layout, id)
  const next = groups.toSpliced(before, 0, { tabs: [id], front: id }).filter(isFilled)
  return next.length > maxGroups ? layout : { groups: next, hidden }
}

/** Sends a panel to the group beside its own, or to a new one where there is none. */
export function toSide(layout: DockLayout, id: PanelId): DockLayout {
  const at = groupOf(layout, id)
  if (layout.groups.length < 2) return splitOff(layout, id, 1)
  const side = at + 1 < layout.groups.length ? at + 1 : at - 1
  return moveTo(layout, id, side, Number.POSITIVE_INFINITY)
}

/** Whether a panel could go to the side without its group moving there as a whole. */
export function canGoToSide({ groups }: DockLayout): boolean {
  return groups.length > 1 || groups[0]!.tabs.length > 1
}

/** Moves a panel one place to the left or right, at the end into the group beside it. */
export function shift(layout: DockLayout, id: PanelId, by: 1 | -1): DockLayout {
  const at = groupOf(layout, id)
  const tabs = layout.groups[at]?.tabs
  if (!tabs) return layout
  const place = tabs.indexOf(id) + by
  if (place >= 0 && place < tabs.length) return moveTo(layout, id, at, place)
  if (!layout.groups[at + by]) return layout
  return moveTo(layout, id, at + by, by > 0 ? 0 : Number.POSITIVE_INFINITY)
}

/** What was kept, as far as this version knows it; panels that are new to it come to their home. */
export function restored(kept: unknown): DockLayout {
  const { groups, hidden } = (kept ?? {}) as Record<string, unknown>
  if (!Array.isArray(groups)) return firstLayout
  const free = new Set<PanelId>(panelIds)
  const take = (ids: unknown): PanelId[] => {
    const known = (Array.isArray(ids) ? ids : []).filter((id): id is PanelId => free.delete(id))
    return known
  }
  const filled = groups.flatMap((group: unknown): DockGroup[] => {
    const { tabs, front } = (group ?? {}) as Record<string, unknown>
    const known = take(tabs)
    const inFront = known.find(id => id === front) ?? known[0]
    return inFront ? [{ tabs: known, front: inFront }] : []
  })
  if (filled.length === 0 || filled.length > maxGroups) return firstLayout
  const layout = { groups: filled, hidden: take(hidden) }
  const last = filled.length - 1
  return [...free].reduce(
    (each, id) => append(each, id, panelNames[id].home === 'left' ? 0 : last),
    layout as DockLayout,
  )
}

function append(layout: DockLayout, id: PanelId, group: number): DockLayout {
  const { tabs, front } = layout.groups[group]!
  return withGroup(layout, group, { tabs: [...tabs, id], front })
}

function withGroup(layout: DockLayout, at: number, group: DockGroup): DockLayout {
  return { ...layout, groups: layout.groups.with(at, group) }
}

/** The layout without a panel. Its group may be left empty, and its neighbour comes to the front. */
function without({ groups, hidden }: DockLayout, id: PanelId): DockLayout {
  return {
    groups: groups.map(group => {
      const place = group.tabs.indexOf(id)
      if (place < 0) return group
      const tabs = group.tabs.toSpliced(place, 1)
      const neighbour = tabs[Math.min(place, tabs.length - 1)] ?? id
      return { tabs, front: group.front === id ? neighbour : group.front }
    }),
    hidden: hidden.filter(each => each !== id),
  }
}

function isFilled({ tabs }: DockGroup): boolean {
  return tabs.length > 0
}
