import type { KeyboardEvent } from 'react'
import { runCommand } from '../commands/commands'
import { commandOf } from '../commands/keyboard'

/** Controls that hold no typing of their own, so that undo can only mean the document's. */
const settled = 'input[data-settled], [role="combobox"][aria-expanded="false"]'

/** Undo and redo right after a field was changed, while it still has the focus. */
export function undoInField(event: KeyboardEvent<HTMLElement>): void {
  const { target, nativeEvent } = event
  if (event.defaultPrevented || !(target instanceof Element) || !target.matches(settled)) return
  const command = commandOf(nativeEvent)
  if (command?.id !== 'edit.undo' && command?.id !== 'edit.redo') return
  event.preventDefault()
  runCommand(command.id)
}
