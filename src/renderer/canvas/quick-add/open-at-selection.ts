import type { Position } from '../../../engine/document/schema'
import { endOfSelection } from '../../editing/nodes'
import { selectedNode, useDocument } from '../../stores/document'
import { openQuickAdd } from './store'

/** The search by keyboard: what is chosen follows the selected node. */
export function openQuickAddAtSelection(): void {
  const node = selectedNode(useDocument.getState()) ?? endOfSelection()
  openQuickAdd({ purpose: { kind: 'follow' }, screen: besideNode(node?.id) ?? topOfCanvas() })
}

/** Right of a node where it is in sight. */
function besideNode(id: string | undefined): Position | null {
  if (id === undefined) return null
  const canvas = document.querySelector('.canvas')?.getBoundingClientRect()
  const node = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect()
  if (!node || !canvas) return null
  const at = { x: node.right + 12, y: node.top }
  const inSight = node.right > canvas.left && at.x < canvas.right
  return inSight && node.bottom > canvas.top && at.y < canvas.bottom ? at : null
}

function topOfCanvas(): Position {
  const { left, top, width, height } =
    document.querySelector('.canvas')?.getBoundingClientRect() ?? new DOMRect()
  return { x: left + width / 2 - 150, y: top + height / 5 }
}
