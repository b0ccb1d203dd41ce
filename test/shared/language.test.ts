import { expect, it } from 'vitest'
import { resolveLanguage } from '../../src/shared/language'

it('takes the language of the system unless one is chosen', () => {
  expect(resolveLanguage('system', 'ko-KR')).toBe('ko')
  expect(resolveLanguage('system', 'ko')).toBe('ko')
  expect(resolveLanguage('system', 'ko_KR.UTF-8')).toBe('ko')
  expect(resolveLanguage('system', 'kok-IN')).toBe('en')
  expect(resolveLanguage('system', 'de')).toBe('en')
  expect(resolveLanguage('en', 'ko-KR')).toBe('en')
  expect(resolveLanguage('ko', 'en-GB')).toBe('ko')
})
