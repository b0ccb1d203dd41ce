import type { CommandId } from '../../shared/commands/table'
import { type Command, commands, runCommand } from './commands'

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

/** The command whose shortcut was pressed; none while an input method composes. */
export function commandOf(press: KeyPress, mac = isMac): Command | undefined {
  if (press.isComposing) return undefined
  return commands.find(({ keys }) => keys.some(shortcut => matches(shortcut, press, mac)))
}

/** Whether keys belong to what has the focus: a text field, or an open list or dialog. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const field = 'input, textarea, select, [contenteditable="true"]'
  return target.closest(`${field}, [role="listbox"], [role="dialog"], [role="menu"]`) !== null
}

/** One key press must not also come back from the native menu, which lists the same shortcuts. */
const echoMs = 150
let lastByKey: { readonly id: CommandId; readonly at: number } | undefined

/** Runs a command that the native menu sent, unless its key has just run it here. */
export function runMenuCommand(id: CommandId, now = performance.now()): void {
  const echo = lastByKey?.id === id && now - lastByKey.at < echoMs
  if (!echo) runCommand(id)
}

/** Listens for shortcuts; returns a function that stops. */
export function listenForKeys(target: Window = window): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const found = commandOf(event)
    const focused = takesKeys(event.target)
    if (!found || (focused && !found.inFields)) return
    // Handled here, the press does not reach the accelerators of the native menu.
    event.preventDefault()
    if (event.repeat && found.inFields) return
    if (focused && event.target instanceof HTMLElement) event.target.blur()
    lastByKey = { id: found.id, at: performance.now() }
    runCommand(found.id)
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
