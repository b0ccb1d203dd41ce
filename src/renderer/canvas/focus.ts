import { useDocument } from '../stores/document'
import { useView } from '../stores/view'

/** Selects a node, brings it into sight, near enough to be read if asked to, and gives it the keyboard. */
export function focusNode(id: string, near = false): void {
  useDocument.getState().select({ nodes: [id], edges: [] })
  useView.getState().reveal(id, near)
  nodeElement(id)?.focus({ preventScroll: true })
}

/** A new node is measured before it can be seen and focused. */
const framesToWait = 10

/** Gives the keyboard to the canvas: to the selected node, or to the canvas as a whole. */
export function focusCanvas(frames = framesToWait): void {
  const [selected] = useDocument.getState().selection.nodes
  const node = selected === undefined ? null : nodeElement(selected)
  node?.focus({ preventScroll: true })
  if (node && document.activeElement === node) return
  const canvas = document.querySelector<HTMLElement>('.canvas .react-flow')
  canvas?.focus({ preventScroll: true })
  if (selected === undefined || frames === 0) return
  requestAnimationFrame(() => {
    // Unless the user went elsewhere meanwhile.
    if (document.activeElement === canvas) focusCanvas(frames - 1)
  })
}

function nodeElement(id: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${id}"]`)
}
