import { framesOf } from '../../engine/document/frame'
import type { GraphDocument, Position } from '../../engine/document/schema'
import { frameRect } from '../editing/frames'
import { nodeRect, overlaps, type Rect } from './geometry'

const step = 24
const gap = 16

/**
 * The middle of a free area of a size: as near to the middle of the view as there is one in sight,
 * else below all that is there.
 */
export function freeMiddle(
  document: GraphDocument,
  view: Rect,
  { width, height }: Pick<Rect, 'width' | 'height'>,
): Position {
  const taken = [...document.nodes.map(nodeRect), ...framesOf(document).map(frameRect)]
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 }
  const candidates: Position[] = []
  for (let x = view.x + gap + width / 2; x <= view.x + view.width - gap - width / 2; x += step) {
    for (
      let y = view.y + gap + height / 2;
      y <= view.y + view.height - gap - height / 2;
      y += step
    ) {
      candidates.push({ x, y })
    }
  }
  const distance = ({ x, y }: Position) => Math.hypot(x - middle.x, y - middle.y)
  const isFree = ({ x, y }: Position) => {
    const area = { x: x - width / 2, y: y - height / 2, width, height }
    return !taken.some(rect => overlaps(rect, area, gap))
  }
  return (
    candidates.toSorted((a, b) => distance(a) - distance(b)).find(isFree) ??
    below(taken, middle.x, height)
  )
}

function below(taken: readonly Rect[], x: number, height: number): Position {
  const bottom = Math.max(...taken.map(rect => rect.y + rect.height))
  return { x, y: bottom + gap + height / 2 }
}
