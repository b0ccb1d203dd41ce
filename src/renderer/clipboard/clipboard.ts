import type { Position } from '../../engine/document/schema'
import { bridge } from '../bridge'
import { viewArea } from '../canvas/view-area'
import {
  addFragment,
  fragmentBounds,
  isEmptyFragment,
  selectedFragment,
  wholeSelection,
} from '../editing/fragments'
import { deleteSelection } from '../editing/nodes'
import { t } from '../i18n/index'
import { useDocument } from '../stores/document'
import { toastError, toasts } from '../stores/messages'
import { useView } from '../stores/view'
import { clipboardText, parseClipboard } from './format'
import { offsetTo, type Paste, placePaste } from './place'
import { pointerOnCanvas } from './pointer'

let last: Paste | null = null

/** Puts what is selected on the system's clipboard. False where nothing is, or it cannot be used. */
export async function copySelection(): Promise<boolean> {
  const fragment = selectedFragment()
  if (isEmptyFragment(fragment)) return false
  const text = clipboardText(fragment)
  try {
    await bridge().request('clipboard.write', { text })
  } catch {
    failed()
    return false
  }
  last = null
  return true
}

/** Copies what is selected and deletes it, closing the gap it leaves, as one undo step. */
export async function cutSelection(): Promise<void> {
  useDocument.getState().select({ ...wholeSelection(), edges: [] })
  const { selection } = useDocument.getState()
  const copied = await copySelection()
  // Where the user went on meanwhile, nothing else is deleted.
  if (copied && useDocument.getState().selection === selection) {
    deleteSelection({ rewire: true, cut: true })
  }
}

/** Pastes what is on the clipboard, with its middle at a place if one is given. */
export async function paste(at: Position | null = null): Promise<void> {
  let text: string
  try {
    text = await bridge().request('clipboard.read', undefined)
  } catch {
    failed()
    return
  }
  pasteText(text, at)
}

/** Adds the graph in a text to the document; text of anything else changes nothing and is said so. */
export function pasteText(text: string, at: Position | null = null): void {
  const content = parseClipboard(text)
  if (content.kind !== 'fragment') {
    refuse(content.kind)
    return
  }
  const { fragment, dropped } = content
  const bounds = fragmentBounds(fragment)
  const pointer = pointerOnCanvas()
  const middle = placePaste({ text, bounds, at, pointer, last, view: viewArea() })
  const count = fragment.nodes.length + fragment.frames.length
  const label = { key: 'history.paste', values: { count } } as const
  if (!addFragment(fragment, offsetTo(bounds, middle), label)) return
  last = { text, middle, pointer }
  if (dropped > 0) {
    useView.getState().notify({ key: 'clipboard.dropped', values: { count: dropped } })
  }
}

/** Cuts, copies or pastes text in the field that has the focus. */
export async function editField(action: 'cut' | 'copy' | 'paste'): Promise<void> {
  await bridge().request('clipboard.field', { action })
}

/** Whether the clipboard is meant for text now: a field has the focus, or text is selected. */
export function isForText(): boolean {
  const { activeElement } = document
  if (activeElement?.closest('input, textarea, [contenteditable="true"]')) return true
  const selected = getSelection()
  return (
    selected !== null &&
    !selected.isCollapsed &&
    selected.toString() !== '' &&
    activeElement?.closest('.canvas') === null &&
    selectedFragment().nodes.length === 0
  )
}

function refuse(kind: 'foreign' | 'tooNew'): void {
  toasts.add({
    title: t('clipboard.foreign.title'),
    description: t(`clipboard.${kind}.body`),
    type: 'info',
    timeout: 6000,
  })
}

function failed(): void {
  toastError(t('clipboard.failed.title'), t('clipboard.failed.body'))
}
