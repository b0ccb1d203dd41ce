import type { GraphDocument } from '../../engine/document/schema'
import { nodeName } from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import { isBypassed } from '../../engine/graph/bypass'
import type { AttrCondition, AttrValues } from '../../engine/nodes/attrs'
import { nodeKind } from '../../engine/nodes/index'
import { edgeRoute } from '../../renderer/canvas/edge-path'
import { nodeRect, nodeSize } from '../../renderer/canvas/geometry'
import { elide, formatStep } from '../../shared/number-format'
import { html, type Markup } from '../html'
import type { Speech } from '../speech'

/** Room for edges that turn back to the next row. */
const margin = 44

/** The graph as it stands on the canvas, and its nodes in a table. */
export function networkSection(document: GraphDocument, speech: Speech): Markup {
  return html`<section><h2>${speech.t('report.network')}</h2>${drawing(document, speech)}${nodeTable(document, speech)}</section>`
}

function drawing({ nodes, edges }: GraphDocument, speech: Speech): Markup {
  const rects = new Map(nodes.map(node => [node.id, nodeRect(node)]))
  const all = [...rects.values()]
  const least = (of: (rect: (typeof all)[number]) => number) =>
    all.reduce((low, rect) => Math.min(low, of(rect)), Number.POSITIVE_INFINITY)
  const left = least(rect => rect.x) - margin
  const top = least(rect => rect.y) - margin
  const width = -least(rect => -rect.x - rect.width) + margin - left
  const height = -least(rect => -rect.y - rect.height) + margin - top
  const paths = edges.flatMap(({ from, to }) => {
    const source = rects.get(from.node)
    const target = rects.get(to.node)
    if (!source || !target) return []
    const middle = nodeSize.height / 2
    const { path } = edgeRoute(
      { x: source.x + nodeSize.width, y: source.y + middle },
      { x: target.x, y: target.y + middle },
    )
    return [html`<path class="edge" d="${path}"/>`]
  })
  const boxes = nodes.map(node => {
    const name = nodeName(node)
    return html`<g transform="translate(${node.position.x},${node.position.y})" class="${isBypassed(node) ? 'node bypassed' : 'node'}"><rect width="${nodeSize.width}" height="${nodeSize.height}" rx="7"/><rect class="kind-${node.kind}" width="5" height="${nodeSize.height}" rx="2.5"/><text class="name" x="15" y="24">${elide(name, nodeSize.width - 24, 12.5)}</text><text x="15" y="42">${elide(speech.kind(node.kind), nodeSize.width - 24)}</text></g>`
  })
  // A small graph is not blown up to the width of the page.
  const style = `max-width:${Math.round(width)}px`
  return html`<svg class="graph" style="${style}" viewBox="${left} ${top} ${width} ${height}" role="img" aria-label="${speech.t('report.graph')}">${paths}${boxes}</svg>`
}

function nodeTable(document: GraphDocument, speech: Speech): Markup {
  const { shapes, parameterCounts } = analyze(document)
  const { t } = speech
  const rows = document.nodes.map(node => {
    const shape = shapes.get(node.id)
    const count = parameterCounts.get(node.id) ?? 0
    const kind = `${speech.kind(node.kind)}${isBypassed(node) ? ` (${t('report.bypassed')})` : ''}`
    return html`<tr><th scope="row">${nodeName(node)}</th><td class="text">${kind}</td><td class="text">${attrsOf(node.kind, node.attrs, speech)}</td><td>${shape ? shape.join('×') : '–'}</td><td>${count === 0 ? '–' : formatStep(count)}</td></tr>`
  })
  return html`<table><thead><tr><th scope="col">${t('report.node')}</th><th scope="col" class="text">${t('report.kind')}</th><th scope="col" class="text">${t('report.attrs')}</th><th scope="col">${t('report.shape')}</th><th scope="col">${t('report.parameters')}</th></tr></thead><tbody>${rows}</tbody></table>`
}

/** The attrs that are in use, as `Units 64, Weights He`. */
function attrsOf(kind: Parameters<typeof nodeKind>[0], attrs: AttrValues, speech: Speech): string {
  const specs = Object.entries(nodeKind(kind).attrs)
  return specs
    .filter(([name, spec]) => !spec.hidden && attrs[name] !== undefined && holds(spec.when, attrs))
    .map(([name]) => {
      const { title, value } = speech.attr(kind, name, attrs[name])
      return `${title} ${value}`
    })
    .join(', ')
}

function holds(
  when: AttrCondition | readonly AttrCondition[] | undefined,
  attrs: AttrValues,
): boolean {
  const all = when === undefined ? [] : Array.isArray(when) ? when : [when as AttrCondition]
  return all.every(({ attr, is }) => is.includes(attrs[attr] as string | boolean))
}
