import { ContextMenu } from '@base-ui/react/context-menu'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type PanelId, panelTitle } from '../../shared/panels'
import { useLanguage } from '../i18n/index'
import { dock } from '../stores/dock'
import type { DockGroup } from '../stores/dock-layout'
import { ArrangeItems } from './PanelMenu'
import { panelRows } from './registry'
import { dragTab, takeTab, useTabDrag } from './tab-drag'
import { useOverflow } from './use-overflow'
import { usePanelText } from './use-panel-text'

interface DockTabsProps {
  readonly group: DockGroup
  readonly index: number
  /** What the ids of tabs and panels of this dock begin with. */
  readonly prefix: string
}

/** The tabs of a group: clicked, dragged, or used with the arrow keys; with Alt those move the tab. */
export function DockTabs({ group: { tabs, front }, index, prefix }: DockTabsProps) {
  const t = usePanelText()
  const list = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<number | null>(null)
  const dragging = useTabDrag(state => state.dragged !== null)
  useOverflow(list)

  const tabOf = (id: PanelId) => document.getElementById(`${prefix}-${id}`)
  // What stands in front is kept in sight, also where its place changed.
  useEffect(() => {
    tabOf(front)?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  }, [front, tabs.length])

  function goTo(id: PanelId | undefined): void {
    if (!id) return
    dock.show(id)
    tabOf(id)?.focus()
  }

  function onKey(event: KeyboardEvent, id: PanelId): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by !== 0 && event.altKey) {
      dock.shift(id, by)
      // In another group it is another element.
      requestAnimationFrame(() => tabOf(id)?.focus())
    } else if (by !== 0) goTo(tabs[(tabs.indexOf(id) + by + tabs.length) % tabs.length])
    else if (event.key === 'Home') goTo(tabs[0])
    else if (event.key === 'End') goTo(tabs.at(-1))
    else if (event.key === 'Delete') dock.hide(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const drop = takeTab(
    event => setPlace(placeUnder(list.current!, event)),
    id => {
      const from = tabs.indexOf(id)
      const to = place ?? tabs.length
      setPlace(null)
      dock.moveTo(id, index, from >= 0 && from < to ? to - 1 : to)
    },
  )
  return (
    <div
      ref={list}
      className="dock-tabs"
      role="tablist"
      aria-label={t('panels.dock')}
      {...drop}
      onDragLeave={() => setPlace(null)}
    >
      {tabs.map((id, i) => (
        <Tab
          key={id}
          id={id}
          prefix={prefix}
          selected={id === front}
          mark={!dragging ? null : place === i ? 'before' : place === i + 1 ? 'after' : null}
          onKey={onKey}
        />
      ))}
    </div>
  )
}

interface TabProps {
  readonly id: PanelId
  readonly prefix: string
  readonly selected: boolean
  /** On which side of it a dragged tab would come to stand. */
  readonly mark: 'before' | 'after' | null
  onKey(event: KeyboardEvent, id: PanelId): void
}

function Tab({ id, prefix, selected, mark, onKey }: TabProps) {
  const language = useLanguage()
  const { badge: Badge } = panelRows[id]
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        render={<button type="button" />}
        role="tab"
        id={`${prefix}-${id}`}
        className="dock-tab"
        aria-selected={selected}
        aria-controls={selected ? `${prefix}-${id}-panel` : undefined}
        tabIndex={selected ? 0 : -1}
        data-mark={mark ?? undefined}
        data-testid={`panel-tab-${id}`}
        onClick={() => dock.show(id)}
        onKeyDown={event => onKey(event, id)}
        {...dragTab(id)}
      >
        {panelTitle(id)[language]}
        {Badge && <Badge />}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="popup-positioner" collisionPadding={8}>
          <ContextMenu.Popup className="popup menu">
            <ArrangeItems id={id} />
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

/** The place among the tabs that the pointer is at. */
function placeUnder(list: HTMLElement, { clientX }: DragEvent): number {
  const tabs = [...list.querySelectorAll('[role=tab]')]
  const after = tabs.findIndex(tab => {
    const { left, width } = tab.getBoundingClientRect()
    return clientX < left + width / 2
  })
  return after < 0 ? tabs.length : after
}
