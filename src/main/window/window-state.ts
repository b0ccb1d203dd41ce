import { z } from 'zod'

const rectangle = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
})
export type Rectangle = z.infer<typeof rectangle>

/** Where windows were, on each display that was ever used. */
const stateSchema = z
  .object({
    /** Id of the display that was used last. */
    last: z.string().nullable(),
    displays: z.record(z.string(), z.object({ bounds: rectangle, maximized: z.boolean() })),
  })
  .catch({ last: null, displays: {} })
export type WindowState = z.infer<typeof stateSchema>

export const readWindowState = (file: unknown): WindowState => stateSchema.parse(file)

export interface Display {
  readonly id: number
  /** Without task bar and dock. */
  readonly workArea: Rectangle
}

const defaultSize = { width: 1280, height: 800 }
/** How far a further window stands off the one before it. */
const step = 28

/**
 * Where a window opens: as it was on the display used last, if that is still there, and wholly
 * within what is visible now.
 * @param displays the primary one first
 * @param others where windows are already
 */
export function placeWindow(
  state: WindowState,
  displays: readonly Display[],
  others: readonly Rectangle[] = [],
): { bounds: Rectangle; maximized: boolean } {
  const display = displays.find(({ id }) => String(id) === state.last) ?? displays[0]
  if (!display) return { bounds: { x: 0, y: 0, ...defaultSize }, maximized: false }
  const kept = state.displays[String(display.id)]
  let bounds = within(kept?.bounds ?? centred(display.workArea), display.workArea)
  for (let tries = 0; tries < others.length; tries++) {
    if (!others.some(({ x, y }) => x === bounds.x && y === bounds.y)) break
    bounds = within({ ...bounds, x: bounds.x + step, y: bounds.y + step }, display.workArea)
  }
  return { bounds, maximized: kept?.maximized ?? false }
}

/** Remembers a window's place under the display that it is on. */
export function rememberWindow(
  state: WindowState,
  display: Display,
  bounds: Rectangle,
  maximized: boolean,
): WindowState {
  const id = String(display.id)
  return { last: id, displays: { ...state.displays, [id]: { bounds, maximized } } }
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(defaultSize.width, area.width)
  const height = Math.min(defaultSize.height, area.height)
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  }
}

function within(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width)
  const height = Math.min(bounds.height, area.height)
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}
