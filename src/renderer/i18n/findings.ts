import type { Finding } from '../../engine/diagnosis/finding'
import type { FixId } from '../../engine/diagnosis/fixes'
import {
  describeFinding,
  type FindingText,
  fixTexts,
  ruleTexts,
} from '../../engine/diagnosis/texts'
import { koreanFixes, koreanRules } from './findings.ko'
import { language } from './index'

/** A finding in the language of the window, its numbers put in. */
export function findingText(finding: Finding): FindingText {
  return describeFinding(finding, language() === 'ko' ? koreanRules : ruleTexts)
}

/** What a cure is called in the language of the window. */
export function fixTitle(id: FixId): string {
  return (language() === 'ko' ? koreanFixes : fixTexts)[id]
}
