import { formatValue } from '../format'
import { classColour } from '../plane/classes'
import { announce, showTooltip, type TooltipContent } from '../tooltip'
import { type BoundaryPoint, cellAt, group, type Place, predictedAt, type View } from './view'

/** How far from an example the pointer still means it, in pixels. */
const reach = 7

/** The place under a point of the container; null outside the plot. */
export function placeAt({ plot, scales }: View, px: number, py: number): Place | null {
  const [x, y] = [px - plot.left, py - plot.top]
  if (!scales || x < 0 || y < 0 || x > plot.width || y > plot.height) return null
  return { x: scales.x.invert(x), y: scales.y.invert(y) }
}

export function moveCursor(view: View, cursor: Place | null, speak = false): void {
  view.cursor = cursor
  showCursor(view)
  if (!speak) return
  const facts = cursor && factsOf(view, cursor)
  const lines = facts?.lines.map(({ label, value }) => `${label} ${value}`) ?? []
  announce(
    view.container,
    facts ? [facts.title, facts.note, ...lines].filter(Boolean).join(', ') : '',
  )
}

/** Arrows move over the plane by a thirtieth of it, with Shift by a sixth. */
export function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { plane } = view.data
  if (!plane) return
  const middle = { x: (plane.x.from + plane.x.to) / 2, y: (plane.y.from + plane.y.to) / 2 }
  const { x, y } = view.cursor ?? middle
  const share = (event.shiftKey ? 5 : 1) / 30
  const [dx, dy] = [(plane.x.to - plane.x.from) * share, (plane.y.to - plane.y.from) * share]
  const moves: Record<string, Place | null> = {
    ArrowLeft: { x: x - dx, y },
    ArrowRight: { x: x + dx, y },
    ArrowUp: { x, y: y + dy },
    ArrowDown: { x, y: y - dy },
    Escape: null,
  }
  if (!Object.hasOwn(moves, event.key)) return
  const next = moves[event.key]!
  const within = next && {
    x: Math.max(plane.x.from, Math.min(plane.x.to, next.x)),
    y: Math.max(plane.y.from, Math.min(plane.y.to, next.y)),
  }
  moveCursor(view, event.key !== 'Escape' && !view.cursor ? middle : within, true)
  event.preventDefault()
  event.stopPropagation()
}

function nearestPoint({ data, scales }: View, place: Place): BoundaryPoint | null {
  let nearest: BoundaryPoint | null = null
  let least = reach
  for (const point of data.points) {
    const distance = Math.hypot(
      scales!.x(point.x) - scales!.x(place.x),
      scales!.y(point.y) - scales!.y(place.y),
    )
    if (distance > least) continue
    least = distance
    nearest = point
  }
  return nearest
}

function factsOf(view: View, place: Place): TooltipContent {
  const { data, options } = view
  const { text } = options
  const { answer, classes, plane } = data
  const point = nearestPoint(view, place)
  const at = point ?? place
  const title = `${text.x} ${formatValue(at.x, 3)}, ${text.y} ${formatValue(at.y, 3)}`
  const part = point && (point.isTraining ? text.training : text.heldOut)
  const target =
    point && (classes === null ? formatValue(point.target, 4) : text.className(point.target))
  const note = part && target ? { note: `${part}: ${target}` } : {}
  const cell = answer ? cellAt(plane!, answer.resolution, at) : -1
  if (!answer || cell < 0) return { title, ...note, lines: [] }
  if (classes === null) {
    const value = formatValue(answer.outputs[0]![cell]!, 4)
    return { title, ...note, lines: [{ label: text.predicted, value }] }
  }
  const best = predictedAt(answer.outputs, cell)
  const lines = answer.outputs.map((values, index) => ({
    label: index === best ? `${text.className(index)} · ${text.predicted}` : text.className(index),
    value: formatValue(values[cell]!, 3),
    tone: `tone-class-${index % 8}`,
  }))
  return { title, ...note, lines }
}

/** Shows what is known of the place under the cursor, also when a new answer came. */
export function showCursor(view: View): void {
  const { container, cursor, plot, scales, options } = view
  const root = group(view, 'cursor').attr('transform', `translate(${plot.left},${plot.top})`)
  const point = cursor && scales ? nearestPoint(view, cursor) : null
  const at = point ?? cursor
  root
    .selectAll<SVGCircleElement, Place>('circle')
    .data(at && scales ? [at] : [])
    .join('circle')
    .attr('class', 'chart-aim')
    .attr('r', point ? 6.5 : 3.5)
    .attr('cx', ({ x }) => scales!.x(x))
    .attr('cy', ({ y }) => scales!.y(y))
  if (!at || !scales) {
    showTooltip(container, null)
    return
  }
  for (let index = 0; index < 8; index++) {
    container.style.setProperty(`--class-${index}`, classColour(index, options.theme))
  }
  const [px, py] = [plot.left + scales.x(at.x), plot.top + scales.y(at.y)]
  showTooltip(container, factsOf(view, at), px, py)
}
