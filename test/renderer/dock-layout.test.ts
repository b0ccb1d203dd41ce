import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DockLayout,
  firstLayout,
  groupOf,
  hide,
  maxGroups,
  moveTo,
  restored,
  shift,
  showIn,
  splitOff,
  toSide,
} from '../../src/renderer/stores/dock-layout'
import { panelIds } from '../../src/shared/panels'

/** What holds however the panels are arranged. */
function expectSound({ groups, hidden }: DockLayout): void {
  expect([...groups.flatMap(({ tabs }) => tabs), ...hidden].sort()).toEqual([...panelIds].sort())
  expect(groups.length).toBeGreaterThan(0)
  expect(groups.length).toBeLessThanOrEqual(maxGroups)
  for (const { tabs, front } of groups) expect(tabs).toContain(front)
}

const panel = fc.constantFrom(...panelIds)
const group = fc.nat(4)
const change: fc.Arbitrary<(layout: DockLayout) => DockLayout> = fc.oneof(
  fc.tuple(panel, group).map(
    ([id, at]) =>
      (each: DockLayout) =>
        showIn(each, id, at),
  ),
  panel.map(id => (each: DockLayout) => hide(each, id)),
  fc.tuple(panel, group, fc.nat(15)).map(
    ([id, at, place]) =>
      (each: DockLayout) =>
        moveTo(each, id, at, place),
  ),
  fc.tuple(panel, group).map(
    ([id, at]) =>
      (each: DockLayout) =>
        splitOff(each, id, at),
  ),
  panel.map(id => (each: DockLayout) => toSide(each, id)),
  fc.tuple(panel, fc.constantFrom(1 as const, -1 as const)).map(
    ([id, by]) =>
      (each: DockLayout) =>
        shift(each, id, by),
  ),
)

describe('the arrangement of the panels', () => {
  it('keeps every panel once and no group empty, whatever is done', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), changes => {
        let layout = firstLayout
        for (const apply of changes) {
          layout = apply(layout)
          expectSound(layout)
        }
        expect(restored(JSON.parse(JSON.stringify(layout)))).toEqual(layout)
      }),
    )
  })

  it('takes what is kept as far as it knows it', () => {
    fc.assert(fc.property(fc.anything(), kept => expectSound(restored(kept))))
    const older = {
      groups: [{ tabs: ['curves', 'gone', 'curves'], front: 'gone' }],
      hidden: ['xray'],
    }
    const layout = restored(older)
    expectSound(layout)
    expect(layout.groups[0]!.tabs[0]).toBe('curves')
    expect(layout.groups[0]!.front).toBe('curves')
    expect(layout.hidden).toEqual(['xray'])
  })

  it('opens a panel to the side in a new group, and back again', () => {
    const one = restored({ groups: [{ tabs: panelIds, front: 'gradients' }], hidden: [] })
    const split = toSide(one, 'curves')
    expect(split.groups.map(({ front }) => front)).toEqual(['gradients', 'curves'])
    expect(groupOf(toSide(split, 'curves'), 'curves')).toBe(0)
    expect(toSide(split, 'curves').groups).toHaveLength(1)
  })

  it('brings the neighbour to the front where the panel in front leaves', () => {
    const one = restored({ groups: [{ tabs: panelIds, front: panelIds[1] }], hidden: [] })
    expect(hide(one, panelIds[1]!).groups[0]!.front).toBe(panelIds[2])
  })

  it('moves a panel past the end of its group into the next one', () => {
    const { groups } = firstLayout
    const last = groups[0]!.tabs.at(-1)!
    const moved = shift(firstLayout, last, 1)
    expect(moved.groups[1]!.tabs[0]).toBe(last)
    expect(shift(moved, last, -1).groups[0]!.tabs).toEqual(groups[0]!.tabs)
  })

  it('never hides the last panel', () => {
    const layout = panelIds.reduce(hide, firstLayout)
    expectSound(layout)
    expect(layout.hidden).toHaveLength(panelIds.length - 1)
  })
})
