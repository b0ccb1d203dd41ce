import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuState } from './menu'

interface MenuBarOptions<Window extends object> {
  /** The window that the menu speaks of. */
  current(): Window | undefined
  /** What is shown until a window has told its state. */
  startState(): MenuState
  template(state: MenuState): MenuItemConstructorOptions[]
}

/** The application's menu, which says what is true of the current window. */
export function createMenuBar<Window extends object>({
  current,
  startState,
  template,
}: MenuBarOptions<Window>) {
  const states = new WeakMap<Window, MenuState>()
  let shown: { readonly menu: Menu; readonly names: string } | undefined

  function stateNow(): MenuState {
    const window = current()
    return (window && states.get(window)) ?? startState()
  }

  const namesOf = ({ language, titles }: MenuState) => JSON.stringify([language, titles])

  /** Builds the menu anew. */
  function show(): void {
    const state = stateNow()
    const menu = Menu.buildFromTemplate(template(state))
    Menu.setApplicationMenu(menu)
    shown = { menu, names: namesOf(state) }
  }

  /** Names need a new menu; which items can be chosen changes in the one that may be open. */
  function refresh(): void {
    const state = stateNow()
    if (!shown || shown.names !== namesOf(state)) {
      show()
      return
    }
    for (const { id, enabled = true } of leaves(template(state))) {
      const item = id === undefined ? null : shown.menu.getMenuItemById(id)
      if (item) item.enabled = enabled
    }
  }

  return {
    show,
    refresh,
    /** A window tells what its commands are called and which can be run. */
    update(window: Window, state: MenuState): void {
      states.set(window, state)
      if (current() === window) refresh()
    },
  }
}

function leaves(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap(item => (Array.isArray(item.submenu) ? leaves(item.submenu) : [item]))
}
