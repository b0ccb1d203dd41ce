import { applyChange, type Change } from '../../engine/document/change'
import { framesOf } from '../../engine/document/frame'
import { type GraphDocument, nodeName, type Position } from '../../engine/document/schema'
import { insertOnEdge } from '../../engine/graph/edits'
import { membersOf } from '../editing/frames'
import { roomOnEdge } from '../editing/room'
import type { Message } from '../i18n/index'
import { t } from '../i18n/index'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { useDropEdge } from './drop-edge'
import type { Positions } from './flow-elements'
import { frameFlowId, frameIdOf } from './frames/frame-elements'
import { clampPosition } from './geometry'

/** Positions by the ids of the canvas, with what moves along in the frames among them. */
export function withMembers(moved: Positions): Positions {
  const document = currentDocument(useDocument.getState())
  const all: Record<string, Position> = {}
  for (const frame of framesOf(document)) {
    const to = moved[frameFlowId(frame.id)]
    if (!to) continue
    const by = { x: to.x - frame.position.x, y: to.y - frame.position.y }
    const members = membersOf(document, frame.id)
    const nodes = new Set(members.nodes)
    const frames = new Set(members.frames)
    const move = ({ x, y }: Position) => clampPosition({ x: x + by.x, y: y + by.y })
    for (const { id, position } of document.nodes) if (nodes.has(id)) all[id] = move(position)
    for (const { id, position } of framesOf(document)) {
      if (frames.has(id)) all[frameFlowId(id)] = move(position)
    }
  }
  for (const [id, position] of Object.entries(moved)) all[id] = clampPosition(position)
  return all
}

/** One undo step for all that was dragged, or moved by an arrow key; a node dropped on an edge goes into it. */
export function commitMove(positions: Positions): void {
  const state = useDocument.getState()
  const document = currentDocument(state)
  const changes = moveChanges(document, positions)
  const edge = useDropEdge.getState().edge
  useDropEdge.setState({ edge: null })
  const [id] = Object.keys(positions)
  const node = id === undefined ? undefined : findNode(state, id)
  if (edge && node && Object.keys(positions).length === 1) {
    const moved = changes.reduce(applyChange, document)
    const insertion = insertOnEdge(moved, edge, node)
    if (insertion.ok) {
      const label = { key: 'history.insertOnEdge', values: { name: nodeName(node) } } as const
      const room = roomOnEdge(moved, edge, { ...node, position: positions[node.id]! })
      const place: Change = { kind: 'moveNodes', positions: { [node.id]: room.position } }
      state.edit(label, [...room.changes, place, ...insertion.changes])
      return
    }
  }
  if (changes.length > 0) state.edit(moveLabel(document, positions), changes)
}

function moveChanges(document: GraphDocument, positions: Positions): Change[] {
  const nodes = document.nodes.flatMap(({ id, position }) => {
    const to = positions[id]
    return to && !same(position, to) ? [[id, to] as const] : []
  })
  const frames = framesOf(document).flatMap(({ id, position }): Change[] => {
    const to = positions[frameFlowId(id)]
    return to && !same(position, to) ? [{ kind: 'setFrame', id, fields: { position: to } }] : []
  })
  const moves: Change[] =
    nodes.length > 0 ? [{ kind: 'moveNodes', positions: Object.fromEntries(nodes) }] : []
  return [...moves, ...frames]
}

/** A frame stands for all that it holds. */
function moveLabel(document: GraphDocument, positions: Positions): Message {
  const ids = Object.keys(positions)
  const frameIds = new Set(ids.map(frameIdOf))
  const frame = framesOf(document).findLast(({ id }) => frameIds.has(id))
  if (frame) {
    const untitled = t(frame.text === undefined ? 'frame.untitled' : 'frame.note')
    return { key: 'history.moveFrame', values: { name: frame.title || untitled } }
  }
  const node = document.nodes.find(({ id }) => id === ids[0])
  const values = { count: ids.length, name: node ? nodeName(node) : '' }
  return { key: 'history.move', values }
}

function same(a: Position, b: Position): boolean {
  return a.x === b.x && a.y === b.y
}
