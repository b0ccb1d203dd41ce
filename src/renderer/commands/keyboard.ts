import type { CommandId } from '../../shared/commands/table'
import { type Command, commands, runCommand } from './commands'

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
> &
  Partial<Pick<KeyboardEvent, 'code'>>

/** How a Mac's keys differ: Cmd takes the place of Ctrl. */
export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)

/** Whether a key press is a shortcut such as `Mod+Shift+Z`. */
export function matches(shortcut: string, press: KeyPress, mac = isMac): boolean {
  const parts = shortcut.split('+')
  const key = parts.pop()!
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  // A symbol's key may need Shift on some keyboards, so Shift counts for letters and names only.
  const shiftAgrees =
    parts.includes('Shift') === press.shiftKey || /^(?:[^\p{L}\d]|Plus)$/u.test(key)
  return (
    keyNames(press).includes(key.toLowerCase()) &&
    mod === parts.includes('Mod') &&
    press.altKey === parts.includes('Alt') &&
    shiftAgrees &&
    !other
  )
}

/**
 * What the pressed key is called. A letter of another script (Korean ㅊ for C), and a digit that
 * Shift made a symbol, go by where they are on the keyboard.
 */
function keyNames({ key, code = '' }: KeyPress): string[] {
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1]
  const latin = /^[a-z]$/i.test(key)
  const name = key === '+' ? 'plus' : key.toLowerCase()
  return place && !latin ? [name, place.toLowerCase()] : [name]
}

/** The command whose shortcut was pressed; none while an input method composes. */
export function commandOf(press: KeyPress, mac = isMac): Command | undefined {
  // The press that begins a composition is not composing yet: its key is called `Process`.
  if (press.isComposing || press.key === 'Process') return undefined
  return commands.find(({ keys }) => keys.some(shortcut => matches(shortcut, press, mac)))
}

const fields = 'input, textarea, select, [contenteditable="true"]'
/** These search by typing, or have keys of their own while they are open. */
const widgets = ['combobox', 'listbox', 'menu', 'dialog', 'alertdialog']
  .map(role => `[role="${role}"]`)
  .join()

/** Whether keys belong to what has the focus: a text field, or an open list or dialog. */
export function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${fields}, ${widgets}`) !== null
}

/** Whether Enter presses what has the focus. */
function takesEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary') !== null
}

/** The dock's tabs move by arrow keys. */
function isTab(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="tab"]') !== null
}

/** Whether React Flow would move nodes by a key, or select and let go of the focused one. */
function isCanvasKey({ key, target }: KeyboardEvent): boolean {
  if (key.startsWith('Arrow')) return !isTab(target)
  const onElement =
    target instanceof Element && target.matches('.react-flow__node, .react-flow__edge')
  return key === 'Enter' && onElement
}

/** One key press must not also come back from the native menu, which lists the same shortcuts. */
const echoMs = 150
let lastByKey: { readonly id: CommandId; readonly at: number } | undefined

/** What a command of the native menu is to a text field that has the focus. */
const textEdits: Readonly<Partial<Record<CommandId, string>>> = {
  'edit.undo': 'undo',
  'edit.redo': 'redo',
  'edit.delete': 'delete',
  'edit.selectAll': 'selectAll',
}

/** Runs a command that the native menu sent, unless its key has just run it here. */
export function runMenuCommand(id: CommandId, now = performance.now()): void {
  const echo = lastByKey?.id === id && now - lastByKey.at < echoMs
  if (echo) return
  const textEdit = document.activeElement?.matches(fields) && textEdits[id]
  if (textEdit) document.execCommand(textEdit)
  else runCommand(id)
}

/** Listens for shortcuts; returns a function that stops. */
export function listenForKeys(target: Window = window): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const found = commandOf(event)
    const focused = takesKeys(event.target)
    if (!found || (focused && !found.inFields)) return
    if (event.key === 'Enter' && !isChord(event) && takesEnter(event.target)) return
    // Handled here, the press reaches neither the native menu's accelerators nor a library's own key.
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.repeat && found.inFields) return
    // A field commits what was typed; to another pane it goes from where it stands.
    const leaves = focused && found.group !== 'focus'
    if (leaves && event.target instanceof HTMLElement) event.target.blur()
    lastByKey = { id: found.id, at: performance.now() }
    runCommand(found.id)
  }
  /** React Flow takes an arrow or Enter on a node as its own, whatever else is held. */
  const pressChord = (event: KeyboardEvent) => {
    if (!isChord(event) || !isCanvasKey(event)) return
    press(event)
    if (event.defaultPrevented) event.stopPropagation()
  }
  target.addEventListener('keydown', pressChord, { capture: true })
  target.addEventListener('keydown', press)
  return () => {
    target.removeEventListener('keydown', pressChord, { capture: true })
    target.removeEventListener('keydown', press)
  }
}

function isChord({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Plus: '+',
  '-': '−',
}
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' }

/** `Mod+Shift+Z` as the user knows it: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`. */
export function shortcutText(shortcut: string, mac = isMac): string {
  const parts = shortcut.split('+').map(part => signs[part] ?? part)
  if (!mac) return parts.map(part => (part === 'Mod' ? 'Ctrl' : part)).join('+')
  const order = ['Alt', 'Shift', 'Mod']
  return parts
    .toSorted((a, b) => (order.indexOf(a) + 1 || 9) - (order.indexOf(b) + 1 || 9))
    .map(part => macSigns[part] ?? part)
    .join('')
}
