import { pointer, type Selection, select } from 'd3'
import { elide, textWidth } from './format'

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>
export type Layer = Selection<SVGGElement, unknown, null, undefined>

interface ChartHandlers {
  /** The pointer is there, or has left. */
  onPoint(place: readonly [x: number, y: number] | null): void
  onClick?(x: number, y: number): void
  onKey(event: KeyboardEvent): void
}

/**
 * Makes an element a chart that takes pointer and keyboard: an SVG with a group for each layer, from
 * back to front. What it says to those who do not see it, `describeChart` writes.
 */
export function createChart(
  container: HTMLElement,
  layers: readonly string[],
  { onPoint, onClick, onKey }: ChartHandlers,
): Svg {
  const root = select(container).classed('chart', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of layers) svg.append('g').attr('class', `chart-${name}`)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => onPoint(pointer(event, container)))
    .on('pointerleave blur', () => onPoint(null))
    .on('keydown', (event: KeyboardEvent) => onKey(event))
  if (onClick) root.on('click', event => onClick(...pointer(event, container)))
  return svg
}

/** The group of a layer. */
export function layerOf(svg: Svg, name: string): Layer {
  return svg.select<SVGGElement>(`g.chart-${name}`)
}

interface ChartDescription {
  /** What kind of chart it is. */
  readonly role: string
  readonly title: string
  /** What is measured. */
  readonly measure: string
  /** What is to be seen, or what will be. */
  readonly content: string
}

/** The chart in words. */
export function describeChart(
  container: HTMLElement,
  { role, title, measure, content }: ChartDescription,
): void {
  select(container)
    .attr('aria-roledescription', role)
    .attr('aria-label', `${title}. ${measure}. ${content}`)
}

/** Several lines of a text as one. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ')
}

/** A text of a chart's head. */
export interface HeadText {
  /** Its class. */
  readonly name: string
  readonly label: string
  readonly x: number
  readonly y: number
}

/** Writes the head of a chart: its title, and what stands beside and below it. */
export function drawHead(layer: Layer, texts: readonly HeadText[]): void {
  layer
    .selectAll<SVGTextElement, HeadText>('text')
    .data(texts)
    .join('text')
    .attr('class', text => text.name)
    .attr('x', text => text.x)
    .attr('y', text => text.y)
    .text(text => text.label)
}

interface TitleLine {
  readonly title: string
  readonly figure: string
  readonly x: number
  /** Where the line ends. */
  readonly right: number
}

const titleGap = 10
/** A figure cut to less says nothing. */
const leastFigure = 48

/**
 * Writes a title that may hold a name of any length, and its figure behind it. Where both have no room
 * the figure leaves at least half of it to the title; who points at what was cut reads it whole.
 */
export function drawTitleLine(layer: Layer, line: TitleLine | null): void {
  layer
    .selectAll<SVGTextElement, ReturnType<typeof titleTexts>[number]>('text')
    .data(line ? titleTexts(line) : [])
    .join('text')
    .attr('class', text => text.name)
    .attr('x', text => text.x)
    .attr('y', 14)
    .text(text => text.label)
    .filter(text => text.label !== text.whole)
    .append('title')
    .text(text => text.whole)
}

function titleTexts({ title, figure, x, right }: TitleLine) {
  const room = right - x
  const least = Math.max(room / 2, room - titleGap - textWidth(figure))
  const label = elide(title, least, 12)
  const start = x + textWidth(label, 12) + titleGap
  const rest = right - start
  const shown = rest < leastFigure ? '' : elide(figure, rest)
  return [
    { name: 'chart-heading', label, whole: title, x },
    { name: 'chart-figure', label: shown, whole: figure, x: start },
  ]
}
