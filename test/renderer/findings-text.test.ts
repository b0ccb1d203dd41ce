import i18next from 'i18next'
import { afterAll, describe, expect, it } from 'vitest'
import { type Finding, ruleIds } from '../../src/engine/diagnosis/finding'
import { fixIds } from '../../src/engine/diagnosis/fixes'
import { fixTexts, ruleTexts } from '../../src/engine/diagnosis/texts'
import { findingText, fixTitle } from '../../src/renderer/i18n/findings'
import { koreanFixes, koreanRules } from '../../src/renderer/i18n/findings.ko'

afterAll(async () => void (await i18next.changeLanguage('en')))

const hangul = /\p{Script=Hangul}/u
const places = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted()

describe.each(ruleIds)('%s', rule => {
  const english = ruleTexts[rule]
  const korean = koreanRules[rule]

  it('has every text in both languages, with the same numbers', () => {
    for (const part of ['title', 'brief', 'evidence', 'lesson'] as const) {
      expect(english[part]).toMatch(/[a-z]/)
      expect(korean[part]).toMatch(hangul)
      expect(places(korean[part])).toEqual(places(english[part]))
    }
  })

  it('has the same causes in both languages, with the same numbers', () => {
    const causes = Object.keys(english.causes)
    expect(causes.length).toBeGreaterThan(0)
    expect(Object.keys(korean.causes).toSorted()).toEqual(causes.toSorted())
    for (const cause of causes as (keyof typeof english.causes)[]) {
      expect(korean.causes[cause]).toMatch(hangul)
      expect(places(korean.causes[cause]!)).toEqual(places(english.causes[cause]!))
    }
  })
})

it.each(fixIds)('the fix %s has a name in both languages', fix => {
  expect(fixTexts[fix]).toMatch(/[a-z]/)
  expect(koreanFixes[fix]).toMatch(hangul)
})

it('a finding speaks the language of the window, with its numbers in place', async () => {
  const finding: Finding = {
    rule: 'saturation',
    severity: 'warning',
    cause: 'initScale',
    nodeIds: [],
    firstStep: 1,
    step: 9,
    evidence: { share: 0.625, layers: 3, limit: 0.5 },
    over: false,
    root: null,
  }
  expect(findingText(finding).evidence).toContain('62.5 %')
  expect(fixTitle('reluHe')).toBe('Use ReLU with He initialisation')
  await i18next.changeLanguage('ko')
  expect(findingText(finding).evidence).toMatch(/62\.5 %.*3개/)
  expect(findingText(finding).title).toMatch(hangul)
  expect(fixTitle('reluHe')).toMatch(hangul)
})
