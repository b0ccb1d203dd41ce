import { z } from 'zod'
import { clampPosition } from './position'
import type { GraphDocument } from './schema'

/** Names of colours that both themes have; `tokens.css` says which they are. */
export const frameColors = ['gray', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const
export type FrameColor = (typeof frameColors)[number]

export const frameLimits = { title: 200, text: 10_000, smallest: 16, largest: 1e6 } as const

const coordinate = z.number().min(-1e6).max(1e6)
const length = z.number().min(frameLimits.smallest).max(frameLimits.largest)

/**
 * A titled area behind the nodes; with `text` it is a note. Which nodes stand in a frame is a
 * matter of where they are, and no part of the file.
 */
export const frameSchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
      'an id is a letter followed by up to 63 letters, digits, _ or -',
    ),
  title: z.string().max(frameLimits.title),
  position: z.strictObject({ x: coordinate, y: coordinate }),
  width: length,
  height: length,
  color: z.enum(frameColors).optional(),
  text: z.string().max(frameLimits.text).optional(),
})

export type Frame = z.infer<typeof frameSchema>

/** Fields to change; `undefined` takes a colour or a text away. */
export type FrameFields = Partial<Omit<Frame, 'id'>>

/** The frames of a document, which may leave them out. */
export function framesOf(document: Pick<GraphDocument, 'frames'>): readonly Frame[] {
  return document.frames ?? []
}

/** A frame with other fields, kept within what a file may hold. */
export function updateFrame(frame: Frame, fields: FrameFields): Frame {
  const { color, text, ...required } = { ...frame, ...fields }
  return {
    id: frame.id,
    title: required.title.slice(0, frameLimits.title),
    position: clampPosition(required.position),
    width: clamp(required.width, frameLimits.smallest, frameLimits.largest),
    height: clamp(required.height, frameLimits.smallest, frameLimits.largest),
    ...(color !== undefined && { color }),
    ...(text !== undefined && { text: text.slice(0, frameLimits.text) }),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
