import { editCommands } from './edit'
import { fileCommands } from './file'
import { helpCommands } from './help'
import { insertCommands } from './insert'
import type { CommandRow, Title } from './row'
import { runCommands } from './run'
import { viewCommands } from './view'

/** The menus from left to right. `&` marks the letter that opens one. */
export const menus = {
  file: { en: '&File', ko: '파일(&F)' },
  edit: { en: '&Edit', ko: '편집(&E)' },
  insert: { en: '&Insert', ko: '삽입(&I)' },
  view: { en: '&View', ko: '보기(&V)' },
  run: { en: '&Run', ko: '실행(&R)' },
  help: { en: '&Help', ko: '도움말(&H)' },
} as const satisfies Readonly<Record<string, Title>>
export type MenuId = keyof typeof menus

/** Groups that are a menu of their own inside their menu. */
export const submenus: Readonly<Record<string, Title>> = {
  go: { en: 'Go To', ko: '이동' },
  align: { en: 'Align and Distribute', ko: '맞춤 및 분배' },
  panes: { en: 'Panes', ko: '패널' },
  panels: { en: 'Panels', ko: '하단 패널' },
  theme: { en: 'Theme', ko: '테마' },
  language: { en: 'Language', ko: '언어' },
}

/**
 * Every command. To add one, write its row in its menu's file here and what it does in the file of
 * the same name in `src/renderer/commands`; toolbar, keyboard, native menu and help follow.
 */
export const commandRows = {
  ...fileCommands,
  ...editCommands,
  ...insertCommands,
  ...viewCommands,
  ...runCommands,
  ...helpCommands,
}
export type CommandId = keyof typeof commandRows
export const commandIds = Object.keys(commandRows) as [CommandId, ...CommandId[]]

export function commandRow(id: CommandId): CommandRow {
  return commandRows[id]
}

export function menuOf(id: CommandId): MenuId {
  return id.slice(0, id.indexOf('.')) as MenuId
}

/** A menu's title without the mark of its letter. */
export function menuTitle(menu: MenuId, language: keyof Title): string {
  return menus[menu][language].replace(/\(&.\)|&/, '')
}

/** The ids of a menu in groups, both in the order of the table. */
export function menuGroups(menu: MenuId): { group: string; ids: CommandId[] }[] {
  const groups = new Map<string, CommandId[]>()
  for (const id of commandIds) {
    if (menuOf(id) !== menu) continue
    const { group } = commandRow(id)
    groups.set(group, [...(groups.get(group) ?? []), id])
  }
  return [...groups].map(([group, ids]) => ({ group, ids }))
}
