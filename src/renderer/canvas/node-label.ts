import { type DocumentNode, nodeName } from '../../engine/document/schema'
import type { Language } from '../../shared/language'
import { language, t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'

interface Label {
  readonly language: Language
  readonly text: string
}

const labels = new WeakMap<DocumentNode, Label>()
/** Labels without the name: a graph of a thousand nodes has few of them, and `t` takes its time. */
const templates = new Map<string, string>()
const namePlace = '\u0000'

/** What is read out for a node: `Dense fc1, 64 units · He`. */
export function nodeLabel(node: DocumentNode): string {
  const known = labels.get(node)
  if (known?.language === language()) return known.text
  const { title, subtitle } = kindInfo(node.kind)
  const text = template(title, subtitle(node.attrs as never)).replace(namePlace, () =>
    nodeName(node),
  )
  labels.set(node, { language: language(), text })
  return text
}

function template(kind: string, subtitle: string): string {
  const key = `${language()} ${kind} ${subtitle}`
  const known = templates.get(key)
  if (known !== undefined) return known
  const text = t('canvas.node', { kind, name: namePlace, subtitle })
  templates.set(key, text)
  return text
}
