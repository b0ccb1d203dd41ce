import { type CommandId, menuOf, menuTitle } from '../../shared/commands/table'
import { type Command, commands, commandTitle, runCommand } from '../commands/commands'
import { shortcutText } from '../commands/keyboard'
import { language, t } from '../i18n/index'
import type { PickerItem, PickerPage } from './picker'
import { recentCommands, rememberCommand } from './recent'

/** Every command by name: the ones used last, then in the order of the menus. */
export function commandPage(): PickerPage {
  const recent = recentCommands()
  const first = recent.map(id => commands.find(entry => entry.id === id)!)
  const others = commands.filter(({ id }) => id !== 'view.commands' && !recent.includes(id))
  return {
    label: t('picker.commands'),
    placeholder: t('picker.commands.placeholder'),
    none: t('picker.commands.none'),
    items: [...first, ...others].map(commandItem),
  }
}

function commandItem({ id, keys, title, blocked }: Command): PickerItem {
  return {
    id,
    title: commandTitle(id),
    detail: menuTitle(menuOf(id), language()),
    ...(keys[0] && { shortcut: shortcutText(keys[0]) }),
    // Found by its name in the other language too, and as it stands in the menu.
    words: [title.en, title.ko, id],
    blocked: blocked(),
    run: () => choose(id),
  }
}

function choose(id: CommandId): void {
  rememberCommand(id)
  runCommand(id)
}
