import type { MenuItemConstructorOptions } from 'electron'
import type { Title } from '../shared/commands/row'
import {
  type CommandId,
  commandRow,
  type MenuId,
  menuGroups,
  menus,
  submenus,
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

/** Files that were open before, by their paths. */
export interface RecentMenu {
  readonly paths: readonly string[]
  open(path: string): void
  clear(): void
}

interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly state?: MenuState
  readonly recent?: RecentMenu
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

const recentTitle: Title = { en: 'Open Recent', ko: '최근 파일 열기' }
const noRecentTitle: Title = { en: 'No Recent Files', ko: '최근 파일 없음' }
const clearRecentTitle: Title = { en: 'Clear List', ko: '목록 지우기' }
/** A Mac's text fields get their keys through these items, so they are always there for them. */
const textCommands: ReadonlySet<CommandId> = new Set([
  'edit.undo',
  'edit.redo',
  'edit.cut',
  'edit.copy',
  'edit.paste',
  'edit.delete',
  'edit.selectAll',
])

const logTitle: Title = { en: 'Show Log File', ko: '로그 파일 보기' }

/** The native menu as data, from the table of commands. An item tells the focused window its id. */
export function menuTemplate(options: MenuOptions): Item[] {
  const { platform, isPackaged, state = startMenuState, recent, send, showLog } = options
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
      enabled: !state.blocked.includes(id) || (mac && textCommands.has(id)),
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

  function nested(group: string, items: Item[]): Item[] {
    const title = submenus[group]
    return title ? [{ label: title[state.language], submenu: items }] : items
  }

  function menu(id: MenuId): Item[] {
    const groups = menuGroups(id).map(({ group, ids }) => [
      ...nested(group, ids.map(command)),
      ...(id === 'file' && group === 'open' && recent ? [recentMenu(recent, state.language)] : []),
    ])
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

function recentMenu({ paths, open, clear }: RecentMenu, language: keyof Title): Item {
  const files = paths.map((path): Item => ({ label: menuText(path), click: () => open(path) }))
  const none: Item = { label: noRecentTitle[language], enabled: false }
  return {
    label: recentTitle[language],
    submenu: [
      ...(files.length > 0 ? files : [none]),
      { type: 'separator' },
      { label: clearRecentTitle[language], enabled: files.length > 0, click: clear },
    ],
  }
}

/** Long paths keep their end; `&` would mark a letter. */
function menuText(path: string): string {
  const most = 70
  const text = path.length > most ? `…${path.slice(1 - most)}` : path
  return text.replaceAll('&', '&&')
}

/** A shortcut as Electron writes it; a Mac's menu would take keys without Cmd from text fields. */
function acceleratorOf(shortcut: string, mac: boolean): string | undefined {
  if (mac && !shortcut.startsWith('Mod+') && !/^F\d+$/.test(shortcut)) return undefined
  return shortcut.replace('Mod', 'CmdOrCtrl').replace('Arrow', '')
}
