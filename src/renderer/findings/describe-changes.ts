import { applyChanges, type Change } from '../../engine/document/change'
import { type DocumentNode, type GraphDocument, nodeName } from '../../engine/document/schema'
import type { AttrSpec, AttrValue } from '../../engine/nodes/attrs'
import { formatField } from '../format'
import { t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { trainingSpecs, trainingValue } from '../inspector/training-fields'

/** One line of what a fix would change: `dense1, dense2` — `Initialisation: zeros → He`. */
export interface ChangeLine {
  readonly subject: string
  readonly detail: string
}

/** Names shown before the rest is counted. */
const mostNames = 3

/** What changes would do to a document, alike changes of several nodes in one line. */
export function describeChanges(document: GraphDocument, changes: readonly Change[]): ChangeLine[] {
  const after = applyChanges(document, changes)
  return [
    ...attrLines(document, after),
    ...insertionLines(document, after),
    ...bypassLines(document, after),
    ...trainingLines(document, after),
  ]
}

export function attrLines(before: GraphDocument, after: GraphDocument): ChangeLine[] {
  const byDetail = new Map<string, string[]>()
  for (const node of before.nodes) {
    const changed = after.nodes.find(({ id }) => id === node.id)
    if (!changed || changed.attrs === node.attrs) continue
    for (const detail of attrDetails(node, changed)) {
      byDetail.set(detail, [...(byDetail.get(detail) ?? []), nodeName(node)])
    }
  }
  return [...byDetail].map(([detail, names]) => ({ subject: listNames(names), detail }))
}

function attrDetails(before: DocumentNode, after: DocumentNode): string[] {
  const { attrs } = kindInfo(before.kind)
  return Object.entries(attrs).flatMap(([name, spec]) => {
    const from = before.attrs[name] ?? spec.default
    const to = after.attrs[name] ?? spec.default
    return from === to ? [] : [detailOf(spec, from, to)]
  })
}

/** New nodes by kind, and after which nodes they come. */
function insertionLines(before: GraphDocument, after: GraphDocument): ChangeLine[] {
  const known = new Map(before.nodes.map(node => [node.id, node]))
  const byKind = new Map<DocumentNode['kind'], string[]>()
  for (const node of after.nodes) {
    if (known.has(node.id)) continue
    const source = after.edges.find(({ from, to }) => to.node === node.id && known.has(from.node))
    const name = source ? nodeName(known.get(source.from.node)!) : nodeName(node)
    byKind.set(node.kind, [...(byKind.get(node.kind) ?? []), name])
  }
  return [...byKind].map(([kind, names]) => ({
    subject: t('change.insert', { kind: kindInfo(kind).title }),
    detail: t('change.insert.after', { names: listNames(names) }),
  }))
}

/** Nodes that are left out of the network, and those that are not any more. */
function bypassLines(before: GraphDocument, after: GraphDocument): ChangeLine[] {
  const wasOff = new Map(before.nodes.map(({ id, disabled = false }) => [id, disabled]))
  return ([true, false] as const).flatMap(off => {
    const nodes = after.nodes.filter(({ id, disabled = false }) => {
      return disabled === off && wasOff.get(id) === !off
    })
    const detail = t(off ? 'change.bypass' : 'change.switchOn')
    return nodes.length === 0 ? [] : [{ subject: listNames(nodes.map(nodeName)), detail }]
  })
}

export function trainingLines(before: GraphDocument, after: GraphDocument): ChangeLine[] {
  if (before.training === after.training) return []
  return Object.entries(trainingSpecs(after.training)).flatMap(([field, spec]) => {
    const from = trainingValue(before.training, field) as AttrValue | undefined
    const to = trainingValue(after.training, field)
    if (from === to) return []
    return [{ subject: t('change.training'), detail: detailOf(spec, from, to) }]
  })
}

function detailOf(spec: AttrSpec, from: AttrValue | undefined, to: AttrValue): string {
  return t('change.attr', {
    attr: spec.title,
    from: from === undefined ? t('change.none') : valueText(spec, from),
    to: valueText(spec, to),
  })
}

function valueText(spec: AttrSpec, value: AttrValue): string {
  if (spec.type === 'choice') {
    return spec.options.find(option => option.value === value)?.title ?? String(value)
  }
  return typeof value === 'number' ? formatField(value) : String(value)
}

export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ')
  const rest = names.length - mostNames
  return rest > 0 ? t('change.names.more', { names: shown, count: rest }) : shown
}
