import { scaleLinear, scaleLog } from 'd3'
import { createChart, describeChart, drawHead, oneLine } from '../chart-frame'
import { axisTicks } from '../curves/value-axis'
import { drawEmptyText } from '../empty'
import { formatStep, formatValue, textWidth } from '../format'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'
import { drawBlame, drawProducts, kindsIn } from './blame'
import { drawProfile } from './profile'
import {
  type AttenuationData,
  type AttenuationOptions,
  group,
  isPlain,
  type Plot,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()

const layers = ['title', 'grid', 'axis', 'points', 'blame', 'products', 'empty']

const headHeight = 46
const footHeight = 38
/** Narrower charts leave the width to the profile. */
const widthForBlame = 620

/**
 * Draws the gradient's RMS against depth at one step, the fitted factor per layer, and, where there is
 * room, what weights and activations contribute to it. Call it again to redraw.
 */
export function drawAttenuation(
  container: HTMLElement,
  data: AttenuationData,
  size: Size,
  options: AttenuationOptions,
): void {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  layOut(view)
  view.svg.attr('width', size.width).attr('height', size.height)
  const hasProfile = data.points.some(point => isPlain(point.rms))
  drawTitle(view)
  drawProfile(view)
  drawBlame(view)
  drawProducts(view)
  const { empty, flat } = options.text
  drawEmptyText(group(view, 'empty'), data.step === null ? empty : hasProfile ? null : flat, size)
  showCursor(view)
  describe(view)
}

function createView(
  container: HTMLElement,
  data: AttenuationData,
  size: Size,
  options: AttenuationOptions,
): View {
  const none: Plot = { left: 0, top: 0, width: 0, height: 0 }
  const view: View = {
    container,
    svg: createChart(container, layers, {
      onPoint: place => moveCursor(view, place && layerAt(view, ...place)),
      onClick(x, y) {
        const id = layerAt(view, x, y)
        if (id !== null) view.options.onSelectNode(id)
      },
      onKey: event => onKey(view, event),
    }),
    data,
    size,
    options,
    profile: none,
    blame: null,
    x: scaleLinear(),
    y: scaleLog(),
    cursor: null,
  }
  views.set(container, view)
  return view
}

function layOut(view: View): void {
  const { data, size } = view
  const sizes = data.points.map(point => point.rms).filter(isPlain)
  const low = Math.min(...sizes)
  const high = Math.max(...sizes)
  // At least a decade, so that noise does not look like a slope.
  const grow = sizes.length > 0 ? Math.max(1.6, 10 ** (0.5 - Math.log10(high / low) / 2)) : 1
  const domain = sizes.length > 0 ? [low / grow, high * grow] : [0.1, 1]
  const height = Math.max(0, size.height - headHeight - footHeight)
  const ticks = axisTicks([domain[0]!, domain[1]!], height, { log: true, percent: false })
  const left = Math.max(30, ...ticks.map(tick => textWidth(tick.label))) + 10
  const split = size.width >= widthForBlame
  const profileWidth = (split ? size.width * 0.42 : size.width) - left - 12
  view.profile = { left, top: headHeight, width: Math.max(0, profileWidth), height }
  const labels = Math.min(96, Math.max(30, ...data.layers.map(layer => textWidth(layer.label))))
  const blameLeft = left + profileWidth + 36 + labels
  view.blame =
    split && data.layers.length > 0 && data.step !== null
      ? { left: blameLeft, top: headHeight, width: size.width - blameLeft - 20, height }
      : null
  const count = Math.max(1, data.points.length)
  view.x = scaleLinear([0.5, count + 0.5], [0, view.profile.width])
  view.y = scaleLog().domain(domain).range([height, 0])
}

/** Title and the one number, and above the bars what they are. */
function drawTitle(view: View): void {
  const { data, options, blame, profile } = view
  const { text } = options
  const known = Number.isFinite(data.factorPerLayer)
  const figure = known ? text.perLayer(`×${formatValue(data.factorPerLayer, 2)}`) : ''
  const bound =
    known && data.bound ? text.bound(data.bound.name, formatValue(data.bound.slope)) : ''
  const heads = [
    { name: 'chart-heading', label: text.title, x: 0, y: 14 },
    { name: 'chart-number', label: figure, x: textWidth(text.title, 12) + 16, y: 14 },
    { name: 'chart-measure', label: [text.axis, bound].filter(Boolean).join(' · '), x: 0, y: 32 },
  ]
  const room = profile.left + profile.width
  if (textWidth(heads[2]!.label) > room) heads[2] = { ...heads[2]!, label: bound || text.axis }
  if (blame) heads.push({ name: 'chart-heading', label: text.blameTitle, x: blame.left, y: 14 })
  drawHead(group(view, 'title'), data.step === null ? heads.slice(0, 1) : heads)
}

// Cursor

function layerAt({ data, profile, blame, x }: View, px: number, py: number): string | null {
  if (blame && px >= blame.left - 110 && py >= blame.top && py < blame.top + blame.height) {
    const row = Math.floor(((py - blame.top) / blame.height) * data.layers.length)
    return data.layers[row]?.nodeId ?? null
  }
  const inside = px >= profile.left && px < profile.left + profile.width && py >= profile.top - 8
  if (!inside) return null
  const depth = Math.round(x.invert(px - profile.left))
  return data.points.find(point => point.depth === depth)?.nodeId ?? null
}

function moveCursor(view: View, id: string | null, speak = false): void {
  if (view.cursor === id && !speak) return
  view.cursor = id
  drawProfile(view)
  drawBlame(view)
  showCursor(view)
  if (!speak) return
  const facts = id === null ? null : factsOf(view, id)
  const lines = facts?.lines.map(line => `${line.label} ${line.value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, options, cursor } = view
  const ids = data.layers.map(layer => layer.nodeId)
  const at = cursor === null ? -1 : ids.indexOf(cursor)
  const far = event.shiftKey ? 10 : 1
  if (event.key === 'ArrowLeft') options.onMoveStep(-far)
  else if (event.key === 'ArrowRight') options.onMoveStep(far)
  else if (event.key === 'ArrowDown')
    moveCursor(view, ids[Math.min(ids.length - 1, at + 1)] ?? null, true)
  else if (event.key === 'ArrowUp') moveCursor(view, ids[Math.max(0, at - 1)] ?? null, true)
  else if (event.key === 'Enter' && cursor !== null) options.onSelectNode(cursor)
  else if (event.key === 'Escape') {
    options.onRelease()
    moveCursor(view, null, true)
  } else return
  event.preventDefault()
  event.stopPropagation()
}

function factsOf({ data, options }: View, id: string) {
  const { text } = options
  const point = data.points.find(each => each.nodeId === id)
  const layer = data.layers.find(each => each.nodeId === id)
  const lines = point ? [{ label: text.axis, value: formatValue(point.rms) }] : []
  for (const kind of layer ? kindsIn(data.layers) : []) {
    const factor = layer?.[kind]
    if (factor === null || factor === undefined) continue
    lines.push({ label: text.shareHelp[kind], value: `×${formatValue(factor, 4)}` })
  }
  return { title: point?.label ?? layer?.label ?? id, lines }
}

function showCursor(view: View): void {
  const { container, cursor, data, profile, x, y } = view
  if (cursor === null) {
    showTooltip(container, null)
    return
  }
  const point = data.points.find(each => each.nodeId === cursor)
  const px = profile.left + (point ? x(point.depth) : profile.width)
  const py = profile.top + (point && isPlain(point.rms) ? y(point.rms) : profile.height / 2)
  showTooltip(container, factsOf(view, cursor), px, py)
}

function describe(view: View): void {
  const { container, data, options } = view
  const { text } = options
  const { step } = data
  const steps = step === null ? '' : `${text.step} ${formatStep(step.last)}`
  const factor = Number.isFinite(data.factorPerLayer)
    ? text.perLayer(`×${formatValue(data.factorPerLayer, 3)}`)
    : oneLine(text.flat)
  const bound = data.bound ? text.bound(data.bound.name, formatValue(data.bound.slope)) : ''
  const total = text.total(`×${formatValue(data.total, 3)}`)
  const content =
    step === null ? oneLine(text.empty) : [steps, factor, bound, total].filter(Boolean).join('. ')
  const { role, title, axis: measure } = text
  describeChart(container, { role, title, measure, content })
  const kinds = kindsIn(data.layers)
  const value = (number: number | null | undefined) =>
    number === null || number === undefined ? '–' : formatValue(number, 3)
  drawTextTable(container, {
    caption: `${text.title}. ${steps}`,
    head: [text.layer, text.axis, ...kinds.map(kind => text.shareHelp[kind])],
    rows: data.layers.map(layer => [
      layer.label,
      value(data.points.find(point => point.nodeId === layer.nodeId)?.rms),
      ...kinds.map(kind => value(layer[kind])),
    ]),
  })
}
