import { useState } from 'react'
import type { PanelId } from '../../shared/panels'
import { dock, useDock } from '../stores/dock'
import { maxGroups } from '../stores/dock-layout'
import { takeTab, useTabDrag } from './tab-drag'
import { usePanelText } from './use-panel-text'

const zones = ['left', 'here', 'right'] as const
type Zone = (typeof zones)[number]

/** Where a dragged tab can be let go over a group's panel: to this group, or beside it. */
export function DropZones({ group }: { readonly group: number }) {
  const t = usePanelText()
  const dragging = useTabDrag(state => state.dragged !== null)
  const full = useDock(state => state.layout.groups.length >= maxGroups)
  const [over, setOver] = useState<Zone | null>(null)
  if (!dragging) return null
  const drop = (zone: Zone) => (id: PanelId) => {
    setOver(null)
    if (zone === 'here') dock.moveTo(id, group, Number.POSITIVE_INFINITY)
    else dock.splitOff(id, zone === 'left' ? group : group + 1)
  }
  return (
    <div className="drop-zones" data-over={over ?? undefined}>
      {(full ? (['here'] as const) : zones).map(zone => (
        // A tab goes there by keys too: with Alt, or from its menu.
        // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on
        <div
          key={zone}
          className="drop-zone"
          data-zone={zone}
          data-testid={`drop-${group}-${zone}`}
          {...takeTab(() => setOver(zone), drop(zone))}
          onDragLeave={() => setOver(null)}
        />
      ))}
      {over && (
        <span className="drop-hint">
          {t(over === 'here' ? 'panels.drop.here' : 'panels.drop.side')}
        </span>
      )}
    </div>
  )
}
