import type { Change } from '../../engine/document/change'
import { freeId } from '../../engine/document/change'
import {
  type Frame,
  type FrameColor,
  frameLimits,
  framesOf,
  updateFrame,
} from '../../engine/document/frame'
import type { GraphDocument, Position } from '../../engine/document/schema'
import { clampPosition, encloses, grid, nodeRect, type Rect } from '../canvas/geometry'
import type { MessageKey } from '../i18n/index'
import { t } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { boundsOf } from './arrange'
import { selectedNodes } from './nodes'

/** Room that a frame leaves around the nodes it was made for, more at the top for its title. */
export const framePadding = { side: 3 * grid, top: 6 * grid } as const
/** Of a frame around nothing. */
export const frameSize = { width: 320, height: 200 } as const
export const noteSize = { width: 240, height: 144 } as const
/** A frame never gets smaller than its title. */
export const smallestFrame = { width: 96, height: 64 } as const

export function frameRect({ position, width, height }: Frame): Rect {
  return { ...position, width, height }
}

/** What moves along with a frame: nodes whose middle it holds, and frames that it holds whole. */
export interface FrameMembers {
  readonly nodes: readonly string[]
  readonly frames: readonly string[]
}

/** Decided by where things are, once, when a gesture begins. */
export function membersOf(document: GraphDocument, frameId: string): FrameMembers {
  const frames = framesOf(document)
  const frame = frames.find(({ id }) => id === frameId)
  if (!frame) return { nodes: [], frames: [] }
  const area = frameRect(frame)
  const nodes = document.nodes.filter(node => {
    const { x, y, width, height } = nodeRect(node)
    return encloses(area, { x: x + width / 2, y: y + height / 2, width: 0, height: 0 })
  })
  const inner = frames.filter(other => other.id !== frameId && encloses(area, frameRect(other)))
  // Of two frames in the same place, neither is in the other.
  const smaller = inner.filter(other => !encloses(frameRect(other), area))
  return { nodes: nodes.map(({ id }) => id), frames: smaller.map(({ id }) => id) }
}

/** The changes of a frame that is moved with what it held when the gesture began. */
export function moveFrameChanges(
  document: GraphDocument,
  frameId: string,
  by: Position,
  members: FrameMembers,
): Change[] {
  const move = ({ x, y }: Position) => clampPosition({ x: x + by.x, y: y + by.y })
  const moving = new Set([frameId, ...members.frames])
  const nodes = new Set(members.nodes)
  const positions = document.nodes
    .filter(({ id }) => nodes.has(id))
    .map(({ id, position }) => [id, move(position)] as const)
  return [
    ...framesOf(document)
      .filter(({ id }) => moving.has(id))
      .map(
        ({ id, position }): Change => ({
          kind: 'setFrame',
          id,
          fields: { position: move(position) },
        }),
      ),
    { kind: 'moveNodes', positions: Object.fromEntries(positions) },
  ]
}

const present = () => currentDocument(useDocument.getState())

/** A frame around the selected nodes, or an empty one with its middle at a point. Gives its id. */
export function addFrame(middle: Position): string {
  const nodes = selectedNodes()
  const area = nodes.length > 0 ? around(boundsOf(nodes.map(nodeRect))) : centred(middle, frameSize)
  return add('frame', area, { title: t('frame.newTitle') }, 'history.addFrame')
}

/** A note with its middle at a point. Gives its id. */
export function addNote(middle: Position): string {
  return add('note', centred(middle, noteSize), { title: '', text: '' }, 'history.addNote')
}

function around({ x, y, width, height }: Rect): Rect {
  const { side, top } = framePadding
  return { x: x - side, y: y - top, width: width + 2 * side, height: height + top + side }
}

function centred({ x, y }: Position, { width, height }: Pick<Rect, 'width' | 'height'>): Rect {
  const onGrid = (value: number) => Math.round(value / grid) * grid
  return { x: onGrid(x - width / 2), y: onGrid(y - height / 2), width, height }
}

function add(
  stem: string,
  { x, y, width, height }: Rect,
  rest: Pick<Frame, 'title' | 'text'>,
  key: 'history.addFrame' | 'history.addNote',
): string {
  const id = freeId(new Set(framesOf(present()).map(frame => frame.id)), stem)
  const { edit, select } = useDocument.getState()
  const frame = updateFrame({ id, ...rest, position: { x, y }, width, height }, {})
  edit({ key }, [{ kind: 'addFrame', frame }])
  select({ nodes: [], edges: [], frames: [id] })
  return id
}

/** One undo step for a frame that was dragged. */
export function moveFrame(id: string, by: Position, members: FrameMembers): void {
  const changes = moveFrameChanges(present(), id, by, members)
  useDocument.getState().edit(named('history.moveFrame', id), changes)
}

/** One undo step for a frame that was resized by its borders; nodes stay. */
export function resizeFrame(id: string, { x, y, width, height }: Rect): void {
  useDocument.getState().edit(named('history.resizeFrame', id), [
    {
      kind: 'setFrame',
      id,
      fields: {
        position: { x, y },
        width: Math.max(smallestFrame.width, width),
        height: Math.max(smallestFrame.height, height),
      },
    },
  ])
}

export function renameFrame(id: string, title: string): void {
  const fields = { title: title.trim().slice(0, frameLimits.title) }
  useDocument.getState().edit(named('history.renameFrame', id), [{ kind: 'setFrame', id, fields }])
}

/** Colours frames; `undefined` takes their colour away. */
export function recolorFrames(ids: readonly string[], color: FrameColor | undefined): void {
  useDocument.getState().edit(
    named('history.recolorFrame', ids[0] ?? ''),
    ids.map(id => ({ kind: 'setFrame', id, fields: { color } })),
  )
}

export function setNoteText(id: string, text: string): void {
  useDocument
    .getState()
    .edit(named('history.editNote', id), [
      { kind: 'setFrame', id, fields: { text: text.slice(0, frameLimits.text) } },
    ])
}

export function deleteFrames(ids: readonly string[]): void {
  useDocument
    .getState()
    .edit({ key: 'history.deleteFrames', values: { count: ids.length } }, [
      { kind: 'removeFrames', ids },
    ])
}

function named<K extends MessageKey>(key: K, id: string) {
  const frame = framesOf(present()).find(other => other.id === id)
  const untitled = frame?.text === undefined ? t('frame.untitled') : t('frame.note')
  return { key, values: { name: frame?.title || untitled } }
}
