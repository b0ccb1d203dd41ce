import { focusCanvas } from '../canvas/focus'
import { nothingSelected, useDocument } from '../stores/document'
import { showPane } from '../stores/panes'

/** The newest message, while there is one. */
const message = '.toast'
/** The panes from left to right and down, as F6 goes through them. */
const panes = ['.palette', '.canvas', '.inspector', '.dock', message]
const focusable =
  'input:not([tabindex="-1"]), button:not([tabindex="-1"]), [role="tab"][aria-selected="true"], [tabindex="0"]'

/** A field itself, not what resets it. */
const setting = 'input:not([tabindex="-1"]), [role="combobox"], [role="switch"]'

/** Moves the keyboard to the next pane that is shown, or to the one before. */
export function focusNextPane(by: 1 | -1): void {
  const shown = panes.filter(pane => document.querySelector(pane) !== null)
  const at = shown.findIndex(pane => document.activeElement?.closest(pane))
  // From outside the panes, the canvas comes first.
  const start = at < 0 ? shown.indexOf('.canvas') - by : at
  focusPane(shown[(start + by + shown.length) % shown.length])
}

function focusPane(pane: string | undefined): void {
  if (pane === '.canvas') focusCanvas()
  else if (pane === message) document.querySelector<HTMLElement>(message)?.focus()
  else if (pane) firstIn(pane)?.focus()
}

function firstIn(pane: string): HTMLElement | null {
  return document.querySelector(pane)?.querySelector<HTMLElement>(focusable) ?? null
}

/** Moves the keyboard to the name of the selected node, all of it selected for typing. */
export function focusName(): void {
  inInspector(() => {
    const field = document.querySelector<HTMLInputElement>('.inspector-name')
    field?.focus()
    field?.select()
  })
}

/** Moves the keyboard to the first setting of the inspector; to the name where there is none. */
export function focusProperties(): void {
  inInspector(() => {
    const fields = document.querySelector('.inspector .form')
    const first = fields?.querySelector<HTMLElement>(setting) ?? firstIn('.inspector')
    first?.focus()
    if (first instanceof HTMLInputElement) first.select()
  })
}

/** Does something in the inspector, once it is drawn if it was put away. */
function inInspector(act: () => void): void {
  showPane('inspector')
  if (document.querySelector('.inspector')) act()
  else requestAnimationFrame(act)
}

/**
 * Escape in a pane goes back to the canvas, also from a message, which it closes; while the keyboard is
 * nowhere, it selects nothing. Returns a function that stops listening.
 */
export function listenForEscape(target: Window = window): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
    const { target: at } = event
    if (at === document.body) useDocument.getState().select(nothingSelected)
    else if (at instanceof Element && at.closest('.palette, .inspector, .dock, .toast'))
      focusCanvas()
  }
  target.addEventListener('keydown', press)
  return () => target.removeEventListener('keydown', press)
}
