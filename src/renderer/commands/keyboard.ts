import type { CommandId } from '../../shared/ipc/contract'
import { commands, runCommand } from './commands'

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>

/** How a Mac's keys differ: Cmd takes the place of Ctrl. */
export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)

/** Whether a key press is a shortcut such as `Mod+Shift+Z`. */
export function matches(shortcut: string, press: KeyPress, mac = isMac): boolean {
  const parts = shortcut.split('+')
  const key = parts.pop()!
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  // A symbol's key may need Shift on some keyboards, so Shift counts for letters and names only.
  const shiftAgrees = parts.includes('Shift') === press.shiftKey || /^[^\p{L}\d]$/u.test(key)
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes('Mod') &&
    press.altKey === parts.includes('Alt') &&
    shiftAgrees &&
    !other
  )
}

/** The command of the window whose shortcut was pressed. */
export function commandOf(press: KeyPress, mac = isMac): CommandId | undefined {
  if (press.isComposing) return undefined
  return Object.values(commands).find(
    ({ keysIn, keys }) =>
      keysIn === 'window' && keys.some((shortcut: string) => matches(shortcut, press, mac)),
  )?.id
}

/** Whether keys belong to what has the focus: a text field, or an open list or dialog. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const field = 'input, textarea, select, [contenteditable="true"]'
  return target.closest(`${field}, [role="listbox"], [role="dialog"], [role="menu"]`) !== null
}

/** Listens for the window's own shortcuts; returns a function that stops. */
export function listenForKeys(target: Window = window): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || takesKeys(event.target)) return
    const id = commandOf(event)
    if (id === undefined) return
    event.preventDefault()
    runCommand(id)
  }
  target.addEventListener('keydown', press)
  return () => target.removeEventListener('keydown', press)
}

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' }

/** `Mod+Shift+Z` as the user knows it: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`. */
export function shortcutText(shortcut: string, mac = isMac): string {
  const parts = shortcut.split('+')
  if (!mac) return parts.map(part => (part === 'Mod' ? 'Ctrl' : part)).join('+')
  const order = ['Alt', 'Shift', 'Mod']
  return parts
    .toSorted((a, b) => (order.indexOf(a) + 1 || 9) - (order.indexOf(b) + 1 || 9))
    .map(part => macSigns[part] ?? part)
    .join('')
}
