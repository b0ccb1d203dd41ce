import { formatStep } from '../format'
import { drawScrubMarks, pinnedStep } from '../scrub'
import { zoomByKey } from '../time-window'
import { announce, showTooltip, type TooltipLine } from '../tooltip'
import { type CurvesData, drawableOn, group, slotStep, timeAxis, type View, write } from './view'

/** Slot whose step is nearest to a place on the plot. */
export function nearestSlot(view: View, px: number): number | null {
  const { data, x } = view
  if (data.count === 0) return null
  const step = x.invert(px)
  let low = 0
  let high = data.count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (data.step.max[middle]! < step - 0.5) low = middle + 1
    else high = middle
  }
  return low
}

export function moveCursor(view: View, cursor: number | null, speak = false): void {
  view.cursor = cursor
  drawCursor(view)
  if (!speak) return
  const facts = cursor === null ? null : cursorFacts(view, cursor)
  const lines = facts?.lines.map(line => `${line.label} ${line.value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

/** The pointer's step is the one that all views show. */
export function pointAt(view: View, slot: number | null): void {
  moveCursor(view, slot)
  view.options.scrub.hover(slot === null ? null : view.data.step.max[slot]!)
}

function slotOf({ step, count }: CurvesData, wanted: number | null): number | null {
  if (wanted === null) return null
  const found = step.max.subarray(0, count).findIndex(s => s >= wanted)
  return found < 0 ? count - 1 : found
}

export function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, plot, options } = view
  if (data.count === 0) return
  const last = data.count - 1
  const pixel = Math.max(1, Math.round(data.count / Math.max(1, plot.width)))
  const stride = pixel * (event.shiftKey ? 10 : 1)
  const pinned = pinnedStep(options.marks)
  const cursor = view.cursor ?? slotOf(data, pinned)
  const moves: Record<string, () => number> = {
    ArrowLeft: () => (cursor === null ? last : Math.max(0, cursor - stride)),
    ArrowRight: () => (cursor === null ? last : Math.min(last, cursor + stride)),
    Home: () => 0,
    End: () => last,
  }
  if (event.key === 'Escape') {
    options.scrub.release()
    moveCursor(view, null, true)
  } else if (Object.hasOwn(moves, event.key)) {
    const slot = moves[event.key]!()
    options.scrub.pin(data.step.max[slot]!)
    moveCursor(view, slot, true)
  } else if (!zoomByKey(event.key, timeAxis(view), pinned, options)) return
  event.preventDefault()
  event.stopPropagation()
}

function cursorFacts(view: View, slot: number): { title: string; lines: TooltipLine[] } {
  const { data, options, smoothed } = view
  const { text } = options
  const from = data.step.min[slot]!
  const to = data.step.max[slot]!
  const low = data.line.min[slot]!
  const high = data.line.max[slot]!
  const steps = from === to ? formatStep(from) : `${formatStep(from)} – ${formatStep(to)}`
  const raw =
    low === high || (Number.isNaN(low) && Number.isNaN(high))
      ? write(view, high)
      : `${write(view, low)} … ${write(view, high)}`
  const tone = `tone-${data.line.tone}`
  const lines: TooltipLine[] = [
    { label: data.line.label, value: raw, tone: options.smooth ? `${tone} is-raw` : tone },
  ]
  if (options.smooth)
    lines.push({ label: text.smoothed, value: write(view, smoothed[slot]!), tone })
  for (const { label, tone, points } of data.pointLines) {
    const nearest = nearestPoint(points, (from + to) / 2)
    if (nearest) {
      const at = `${text.step} ${formatStep(nearest.step)}`
      lines.push({
        label: `${label}, ${at}`,
        value: write(view, nearest.value),
        tone: `tone-${tone}`,
      })
    }
  }
  return {
    title: `${text.step} ${steps} · ${text.epoch} ${formatStep(data.epoch.max[slot]!)}`,
    lines,
  }
}

function nearestPoint<T extends { step: number }>(points: readonly T[], step: number): T | null {
  let nearest: T | null = null
  for (const point of points) {
    if (!nearest || Math.abs(point.step - step) < Math.abs(nearest.step - step)) nearest = point
  }
  return nearest
}

export function drawCursor(view: View): void {
  const { container, data, plot, x, y, smoothed, options } = view
  const root = group(view, 'cursor').attr('transform', `translate(${plot.left},${plot.top})`)
  const slot = view.cursor !== null && view.cursor < data.count ? view.cursor : null
  drawScrubMarks(root, data.count > 0 ? options.marks : [], step => x(step), plot)
  if (slot === null) {
    root.selectAll('line, circle').remove()
    showTooltip(container, null)
    return
  }
  const at = x(slotStep(data, slot))
  root
    .selectAll('line')
    .data([0])
    .join('line')
    .attr('x1', at)
    .attr('x2', at)
    .attr('y2', plot.height)
  const drawable = drawableOn(options.log)
  root
    .selectAll<SVGCircleElement, number>('circle')
    .data([smoothed[slot]!].filter(drawable))
    .join('circle')
    .attr('class', `chart-dot tone-${data.line.tone}`)
    .attr('r', 3.5)
    .attr('cx', at)
    .attr('cy', value => y(value))
  showTooltip(container, cursorFacts(view, slot), plot.left + at, plot.top + plot.height / 2)
}
