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
