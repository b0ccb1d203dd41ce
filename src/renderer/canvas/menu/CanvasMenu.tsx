import './menu.css'
import { ContextMenu } from '@base-ui/react/context-menu'
import { ChevronRight } from 'lucide-react'
import { Fragment, type MouseEvent, type ReactElement, useState } from 'react'
import { useReactFlow } from 'reactflow'
import type { CommandId } from '../../../shared/commands/table'
import { shortcutText } from '../../commands/keyboard'
import { useCommand } from '../../commands/use-command'
import { useT } from '../../i18n/index'
import { focusCanvas } from '../focus'
import { useQuickAdd } from '../quick-add/store'
import { useStackForm } from '../stack/stack-form'
import { type MenuEntry, type MenuGroups, menuFor, type Submenu } from './menu-entries'
import { takeSubject } from './menu-target'

/** The menu of the canvas, and of what stands on it, around the element that it belongs to. */
export function CanvasMenu({ children }: { readonly children: ReactElement }) {
  const { screenToFlowPosition } = useReactFlow()
  const [groups, setGroups] = useState<MenuGroups>([])
  const open = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const screen = { x: event.clientX, y: event.clientY }
    const graph = screenToFlowPosition(screen, { snapToGrid: false })
    setGroups(menuFor(takeSubject(event.target), { screen, graph }))
  }
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={children} onContextMenu={open} />
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="popup-positioner" collisionPadding={8}>
          <ContextMenu.Popup
            className="popup menu"
            data-testid="canvas-menu"
            finalFocus={returnFocus}
          >
            {groups.map((entries, index) => (
              <Fragment key={index}>
                {index > 0 && <ContextMenu.Separator className="menu-separator" />}
                {entries.map(entry => (
                  <Entry key={typeof entry === 'string' ? entry : entry.key} entry={entry} />
                ))}
              </Fragment>
            ))}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

/** To the canvas, unless what was chosen has taken the keyboard. */
function returnFocus(): boolean {
  const taken =
    useQuickAdd.getState().request !== null ||
    useStackForm.getState().start !== null ||
    document.activeElement?.matches('input, textarea, select') === true
  if (!taken) focusCanvas()
  return false
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const t = useT()
  if (typeof entry === 'string') return <CommandItem id={entry} />
  if ('entries' in entry) return <SubmenuItem submenu={entry} />
  return (
    <ContextMenu.Item className="menu-item" data-testid={entry.key} onClick={() => entry.run()}>
      {t(entry.key)}
    </ContextMenu.Item>
  )
}

/** A command by its name as things stand; one that cannot be run says why. */
function CommandItem({ id }: { readonly id: CommandId }) {
  const { title, blocked, shortcut, run } = useCommand(id)
  return (
    <ContextMenu.Item
      className="menu-item"
      data-testid={`menu-${id}`}
      label={title}
      disabled={blocked !== null}
      onClick={run}
    >
      <span className="menu-text">
        {title}
        {blocked !== null && <span className="menu-reason">{blocked}</span>}
      </span>
      {shortcut && <span className="menu-key">{shortcutText(shortcut)}</span>}
    </ContextMenu.Item>
  )
}

function SubmenuItem({ submenu: { key, entries } }: { readonly submenu: Submenu }) {
  const t = useT()
  return (
    <ContextMenu.SubmenuRoot>
      <ContextMenu.SubmenuTrigger className="menu-item" data-testid={key}>
        <span className="menu-text">{t(key)}</span>
        <ChevronRight aria-hidden size={13} />
      </ContextMenu.SubmenuTrigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="popup-positioner" collisionPadding={8} alignOffset={-5}>
          <ContextMenu.Popup className="popup menu" finalFocus={returnFocus}>
            {entries.map(id => (
              <CommandItem key={id} id={id} />
            ))}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.SubmenuRoot>
  )
}
