import { parseDocument } from '../../engine/document/parse'
import type { GraphDocument } from '../../engine/document/schema'

export interface Example {
  readonly id: string
  readonly title: string
  /** Null for a file that cannot be read. */
  readonly document: GraphDocument | null
}

export function readExample({ id, text }: { readonly id: string; readonly text: string }): Example {
  const parsed = parseDocument(text)
  return parsed.kind === 'ok'
    ? { id, title: parsed.document.name || id, document: parsed.document }
    : { id, title: id, document: null }
}

/** From a first run to what can go wrong; others come behind. */
const order = [
  ...['mnist-relu', 'spiral', 'vanishing-sigmoid', 'exploding-linear', 'dead-relu'],
  'overfitting-300',
]

/** Examples in the order in which they are best looked at. */
export function inOrder(examples: readonly Example[]): Example[] {
  const rank = ({ id }: Example) => (order.includes(id) ? order.indexOf(id) : order.length)
  return examples.toSorted((a, b) => rank(a) - rank(b))
}
