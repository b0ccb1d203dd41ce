// @vitest-environment jsdom
import i18next from 'i18next'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { engineText } from '../../src/renderer/i18n/engine-text'
import '../../src/renderer/i18n/index'

beforeAll(async () => void (await i18next.changeLanguage('ko')))
afterAll(async () => void (await i18next.changeLanguage('en')))

it.each([
  [
    'units of node "dense1" must be a whole number from 1 to 65,536, not "ten"',
    '“dense1”의 units 값이 올바르지 않습니다: "ten". 허용되는 값: 1 이상 65,536 이하의 정수',
  ],
  [
    'batchSize must be at least 1, not 0',
    'batchSize 값이 올바르지 않습니다: 0. 허용되는 값: 1 이상',
  ],
  [
    'y of node "dense1" is missing; it must be a number',
    '“dense1”에 y 값이 없습니다. 허용되는 값: 수',
  ],
])('%s', (english, korean) => {
  expect(engineText(english)).toBe(korean)
})
