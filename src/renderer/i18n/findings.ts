import type { Finding } from '../../engine/diagnosis/finding'
import type { FixId } from '../../engine/diagnosis/fixes'
import { fillIn, fixTexts, ruleTexts } from '../../engine/diagnosis/texts'
import { koreanFixes, koreanRules } from './findings.ko'
import { language } from './index'

export interface FindingText {
  readonly title: string
  readonly brief: string
  readonly evidence: string
  readonly cause: string
  readonly lesson: string
}

/** A finding in the language of the window, its numbers put in. */
export function findingText({ rule, cause, evidence }: Finding): FindingText {
  const texts = (language() === 'ko' ? koreanRules : ruleTexts)[rule]
  return {
    title: texts.title,
    brief: fillIn(texts.brief, evidence),
    evidence: fillIn(texts.evidence, evidence),
    cause: fillIn(texts.causes[cause] ?? '', evidence),
    lesson: texts.lesson,
  }
}

/** What a cure is called in the language of the window. */
export function fixTitle(id: FixId): string {
  return (language() === 'ko' ? koreanFixes : fixTexts)[id]
}
