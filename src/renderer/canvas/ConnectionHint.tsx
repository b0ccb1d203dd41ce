import { type Handle, useConnection, useStore } from 'reactflow'
import type { DocumentEdge } from '../../engine/document/schema'
import { t } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { checkEdge, documentEdge } from './connection'

interface ConnectionHintProps {
  /** The edge whose end is being moved, if one is. */
  readonly moved: DocumentEdge | null
}

/** While an edge is drawn to a place it cannot go: why not, next to the pointer. */
export function ConnectionHint({ moved }: ConnectionHintProps) {
  const target = useConnection(state =>
    state.inProgress && state.toHandle && state.isValid === false
      ? { from: state.fromHandle, handle: state.toHandle, at: state.to }
      : null,
  )
  const [left, top, zoom] = useStore(state => state.transform)
  if (!target) return null
  const reason = refusal(target.from, target.handle, moved)
  if (reason === null) return null
  const { at } = target
  return (
    <div
      className="connection-hint"
      role="status"
      style={{ left: at.x * zoom + left, top: at.y * zoom + top }}
    >
      {reason}
    </div>
  )
}

/** Why two handles may not be joined; null where they may. */
export function refusal(a: Handle, b: Handle, moved: DocumentEdge | null): string | null {
  if (a.type === b.type) return t('canvas.sameSide')
  const [source, target] = a.type === 'source' ? [a, b] : [b, a]
  const edge = documentEdge({
    source: source.nodeId,
    sourceHandle: source.id ?? null,
    target: target.nodeId,
    targetHandle: target.id ?? null,
  })
  const check = checkEdge(currentDocument(useDocument.getState()), edge, moved)
  return check.ok ? null : check.reason
}
