import type { MenuItemConstructorOptions } from 'electron'
import type { Title } from '../shared/commands/row'
import {
  type CommandId,
  commandRow,
  type MenuId,
  menuGroups,
  menus,
} from '../shared/commands/table'

type Item = MenuItemConstructorOptions

/** What a window tells of its commands, so that the menu says what is true of it. */
export interface MenuState {
  readonly language: keyof Title
  /** Names that differ from the table's as things stand, such as `Undo: Move dense1`. */
  readonly titles: Readonly<Partial<Record<CommandId, string>>>
  readonly blocked: readonly CommandId[]
}

export const startMenuState: MenuState = { language: 'en', titles: {}, blocked: [] }

interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly state?: MenuState
  send(command: CommandId): void
  showLog(): void
}

/** Items that Electron names and runs itself. */
const roles = {
  close: { en: 'Close Window', ko: '창 닫기' },
  quit: { en: 'Quit', ko: '끝내기' },
  togglefullscreen: { en: 'Full Screen', ko: '전체 화면' },
  toggleDevTools: { en: 'Developer Tools', ko: '개발자 도구' },
  about: { en: 'About Gradscope', ko: 'Gradscope 정보' },
} as const satisfies Readonly<Record<string, Title>>

const logTitle: Title = { en: 'Show Log File', ko: '로그 파일 보기' }

/** The native menu as data, from the table of commands. An item tells the focused window its id. */
export function menuTemplate(options: MenuOptions): Item[] {
  const { platform, isPackaged, state = startMenuState, send, showLog } = options
  const mac = platform === 'darwin'
  const role = (name: keyof typeof roles): Item => ({
    role: name,
    label: roles[name][state.language],
  })

  function command(id: CommandId): Item {
    const { title, keys, inFields = false } = commandRow(id)
    const key = keys[0] && acceleratorOf(keys[0], mac)
    return {
      id,
      label: state.titles[id] ?? title[state.language],
      enabled: !state.blocked.includes(id),
      click: () => send(id),
      // Where typing needs the same keys they are shown and not registered: the window knows what
      // has the focus.
      ...(key && { accelerator: key, registerAccelerator: inFields }),
    }
  }

  /** What stands in a menu beside the commands, below them. */
  const further: Readonly<Partial<Record<MenuId, Item[]>>> = {
    file: [role('close'), ...(mac ? [] : [role('quit')])],
    view: [role('togglefullscreen'), ...(isPackaged ? [] : [role('toggleDevTools')])],
    help: [{ label: logTitle[state.language], click: showLog }, ...(mac ? [] : [role('about')])],
  }

  function menu(id: MenuId): Item[] {
    const groups = menuGroups(id).map(({ ids }) => ids.map(command))
    const submenu = [...groups, further[id] ?? []]
      .filter(items => items.length > 0)
      .flatMap((items, index): Item[] => (index === 0 ? items : [{ type: 'separator' }, ...items]))
    if (submenu.length === 0) return []
    const label = menus[id][state.language]
    return [{ label, submenu, ...(id === 'help' && { role: 'help' as const }) }]
  }

  const names = Object.keys(menus) as MenuId[]
  return [...(mac ? [{ role: 'appMenu' } as const] : []), ...names.flatMap(menu)]
}

/** A shortcut as Electron writes it; a Mac's menu would take keys without Cmd from text fields. */
function acceleratorOf(shortcut: string, mac: boolean): string | undefined {
  if (mac && !shortcut.startsWith('Mod+') && !/^F\d+$/.test(shortcut)) return undefined
  return shortcut.replace('Mod', 'CmdOrCtrl')
}
