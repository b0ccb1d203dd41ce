import type { Finding } from '../engine/diagnosis/finding'
import type { FixId } from '../engine/diagnosis/fixes'
import { describeFinding, type FindingText, fixTexts, ruleTexts } from '../engine/diagnosis/texts'
import { type NodeKind, nodeKind } from '../engine/nodes/index'
import { koreanFixes, koreanRules } from '../renderer/i18n/findings.ko'
import { koreanKinds } from '../renderer/i18n/kinds.ko'
import { training } from '../renderer/i18n/strings/training'
import type { Language } from '../shared/language'
import { evaluation } from './strings/evaluation'
import { report } from './strings/report'

const strings = { ...training, ...evaluation, ...report }
export type ReportKey = keyof typeof strings
export type Values = Readonly<Record<string, string | number>>

/** The report's words in one language. */
export interface Speech {
  readonly language: Language
  t(key: ReportKey, values?: Values): string
  finding(finding: Finding): FindingText
  fix(id: FixId): string
  kind(kind: NodeKind): string
  /** An attr of a node kind, and its value where that is one of several words. */
  attr(
    kind: NodeKind,
    name: string,
    value: unknown,
  ): { readonly title: string; readonly value: string }
  has(key: string): key is ReportKey
}

export function speechIn(language: Language): Speech {
  const isKorean = language === 'ko'
  const plain = (value: unknown) =>
    typeof value === 'boolean'
      ? report[value ? 'report.yes' : 'report.no'][language]
      : String(value)
  return {
    language,
    t(key, values = {}) {
      const text: string | { readonly other: string } = strings[key][language]
      const words = typeof text === 'string' ? text : text.other
      return words.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
    },
    finding: finding => describeFinding(finding, isKorean ? koreanRules : ruleTexts),
    fix: id => (isKorean ? koreanFixes : fixTexts)[id],
    kind: kind => (isKorean ? koreanKinds[kind] : nodeKind(kind)).title,
    attr(kind, name, value) {
      const spec = nodeKind(kind).attrs[name]
      const text = isKorean ? koreanKinds[kind].attrs[name] : undefined
      const option =
        spec?.type === 'choice' ? spec.options.find(each => each.value === value) : undefined
      const title = text?.title ?? spec?.title ?? name
      return {
        title,
        value: text?.options?.[String(value)]?.title ?? option?.title ?? plain(value),
      }
    },
    has: (key): key is ReportKey => Object.hasOwn(strings, key),
  }
}
