import { datasetInfo, exampleCount } from '../../engine/data/catalog'
import type { AttrSpec, AttrValues } from '../../engine/nodes/attrs'
import type { NodeDefinition } from '../../engine/nodes/define-node'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'
import { language } from './index'
import { type AttrText, koreanKinds } from './kinds.ko'

const korean = new Map<NodeKind, NodeDefinition>()

/** A node kind with titles, summary, help and subtitle in the language of the window. */
export function kindInfo(kind: NodeKind): NodeDefinition {
  if (language() === 'en') return nodeKind(kind)
  const known = korean.get(kind)
  if (known) return known
  const translated = inKorean(kind)
  korean.set(kind, translated)
  return translated
}

function inKorean(kind: NodeKind): NodeDefinition {
  const definition = nodeKind(kind)
  const { title, summary, attrs } = koreanKinds[kind]
  return {
    ...definition,
    title,
    summary,
    attrs: Object.fromEntries(
      Object.entries(definition.attrs).map(([name, spec]) => [name, attrIn(spec, attrs[name])]),
    ),
    subtitle: values => subtitles[kind]?.(values) ?? definition.subtitle(values),
  }
}

function attrIn(spec: AttrSpec, text: AttrText | undefined): AttrSpec {
  if (!text) return spec
  const { title, help, unit, options } = text
  if (spec.type === 'choice') {
    const translated = spec.options.map(option => ({ ...option, ...options?.[option.value] }))
    return { ...spec, title, help, options: translated }
  }
  const countsNothing = spec.type === 'bool' || spec.type === 'text' || unit === undefined
  if (countsNothing) return { ...spec, title, help }
  return { ...spec, title, help, unit }
}

/** Subtitles that hold words; the others are signs and numbers. */
const subtitles: Readonly<Partial<Record<NodeKind, (attrs: AttrValues) => string | undefined>>> = {
  data: dataSubtitle,
  dense: ({ units, init, sigma, scale }) => {
    const drawn =
      init === 'normal'
        ? `σ ${sigma}`
        : init === 'identity'
          ? `${scale} I`
          : option('dense', 'init', init)?.title
    return `유닛 ${units}개 · ${drawn}`
  },
  activation: attrs => option('activation', 'function', attrs.function)?.title,
  layerNorm: () => 'γ β · 특성 전체',
  dropout: ({ rate }) => `유지 ${Number((1 - Number(rate)).toPrecision(6))}`,
  add: () => '입력의 합',
  concat: () => '특성을 나란히',
  loss: attrs => option('loss', 'function', attrs.function)?.title,
}

function dataSubtitle(attrs: AttrValues): string | undefined {
  const info = datasetInfo(attrs)
  const title =
    info?.source === 'own' ? info.title : option('data', 'dataset', attrs.dataset)?.title
  return info && title && `${title} · ${exampleCount(attrs, info).toLocaleString('en')}`
}

function option(kind: NodeKind, attr: string, value: unknown) {
  return koreanKinds[kind].attrs[attr]?.options?.[String(value)]
}
