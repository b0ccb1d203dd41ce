import { pointer, select } from 'd3'

/** A stretch of the steps, in steps; halves of the first and last step belong to it. */
export interface StepWindow {
  readonly from: number
  readonly to: number
}

/** Closer than this, a single step is as wide as a hand. */
const fewestSteps = 8

/**
 * Brings a window closer about a place, or further away.
 * @param full what there is to see  @param factor below 1 comes closer
 * @param at the step that stays where it is
 * @returns null where all of it is in sight
 */
export function zoomWindow(
  window: StepWindow | null,
  full: StepWindow,
  factor: number,
  at: number,
): StepWindow | null {
  const { from, to } = window ?? full
  const length = full.to - full.from
  const span = Math.max(Math.min(fewestSteps, length), (to - from) * factor)
  if (span >= length) return null
  const share = (at - from) / (to - from)
  return within({ from: at - share * span, to: at + (1 - share) * span }, full)
}

/** Moves a window by so many steps, as far as there is something to see. */
export function panWindow(
  window: StepWindow | null,
  full: StepWindow,
  by: number,
): StepWindow | null {
  return window && within({ from: window.from + by, to: window.to + by }, full)
}

function within({ from, to }: StepWindow, full: StepWindow): StepWindow {
  const span = to - from
  const start = Math.max(full.from, Math.min(full.to - span, from))
  return { from: start, to: start + span }
}

/** What the gestures need to know of a chart with steps from left to right. */
export interface TimeAxis {
  readonly left: number
  readonly width: number
  /** What the whole run takes, the empty room after a short one included. */
  readonly full: StepWindow
  readonly window: StepWindow | null
}

export interface TimeGestures {
  /** Null while there is nothing to zoom into. */
  axis(): TimeAxis | null
  onWindow(window: StepWindow | null): void
  /** A press without a drag, at a point of the container. */
  onClick(x: number, y: number): void
}

const dragStart = 4

/** Wheel zooms about the pointer, sideways wheel and drag pan, a double click shows the whole run. */
export function followTimeGestures(container: HTMLElement, gestures: TimeGestures): void {
  let grip: { x: number; window: StepWindow | null; moved: boolean } | null = null

  function stepAt(axis: TimeAxis, x: number): number {
    const { from, to } = axis.window ?? axis.full
    return from + ((x - axis.left) / axis.width) * (to - from)
  }

  select(container)
    .on('wheel.time', (event: WheelEvent) => {
      const axis = gestures.axis()
      if (!axis) return
      event.preventDefault()
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      const { from, to } = axis.window ?? axis.full
      if (sideways) {
        const by = ((event.deltaX || event.deltaY) / axis.width) * (to - from)
        gestures.onWindow(panWindow(axis.window, axis.full, by))
        return
      }
      const [x] = pointer(event, container)
      const factor = Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * 0.003)
      gestures.onWindow(zoomWindow(axis.window, axis.full, factor, stepAt(axis, x)))
    })
    .on('pointerdown.time', (event: PointerEvent) => {
      if (event.button !== 0) return
      grip = { x: event.clientX, window: gestures.axis()?.window ?? null, moved: false }
    })
    .on('pointermove.time', (event: PointerEvent) => {
      const axis = gestures.axis()
      if (!grip || !axis || event.buttons === 0) return
      const by = event.clientX - grip.x
      if (!grip.moved && Math.abs(by) < dragStart) return
      if (!grip.moved) container.setPointerCapture?.(event.pointerId)
      grip.moved = true
      if (!grip.window) return
      const span = grip.window.to - grip.window.from
      gestures.onWindow(panWindow(grip.window, axis.full, (-by / axis.width) * span))
    })
    .on('click.time', (event: MouseEvent) => {
      const dragged = grip?.moved
      grip = null
      if (dragged) return
      const [x, y] = pointer(event, container)
      gestures.onClick(x, y)
    })
    .on('dblclick.time', () => gestures.onWindow(null))
}

/** What a key does to the window: `+` closer, `-` further, `0` the whole run; false for other keys. */
export function zoomByKey(
  key: string,
  axis: TimeAxis | null,
  at: number | null,
  gestures: Pick<TimeGestures, 'onWindow'>,
): boolean {
  if (!axis) return false
  const { from, to } = axis.window ?? axis.full
  const middle = at ?? (from + to) / 2
  if (key === '+' || key === '=') gestures.onWindow(zoomWindow(axis.window, axis.full, 0.5, middle))
  else if (key === '-') gestures.onWindow(zoomWindow(axis.window, axis.full, 2, middle))
  else if (key === '0') gestures.onWindow(null)
  else return false
  return true
}
