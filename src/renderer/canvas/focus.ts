import { useDocument } from '../stores/document'
import { useView } from '../stores/view'

/** Selects a node, brings it into sight, and gives it the keyboard. */
export function focusNode(id: string): void {
  useDocument.getState().select({ nodes: [id], edges: [] })
  useView.getState().reveal(id)
  nodeElement(id)?.focus({ preventScroll: true })
}

/** Gives the keyboard to the canvas: to the selected node, or to the canvas as a whole. */
export function focusCanvas(): void {
  const [selected] = useDocument.getState().selection.nodes
  const node = selected === undefined ? null : nodeElement(selected)
  const target = node ?? document.querySelector<HTMLElement>('.canvas .react-flow')
  target?.focus({ preventScroll: true })
}

function nodeElement(id: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${id}"]`)
}
