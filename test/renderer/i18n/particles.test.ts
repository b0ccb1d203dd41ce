import { expect, it } from 'vitest'
import { chooseParticles } from '../../../src/renderer/i18n/particles.ko'

it.each([
  ['스텝 10(으)로 이동', '스텝 10으로 이동'],
  ['스텝 1(으)로 이동', '스텝 1로 이동'],
  ['스텝 1,234(으)로 이동', '스텝 1,234로 이동'],
  ['스텝 3(으)로 이동', '스텝 3으로 이동'],
  ['학습률 0.1이(가) 큽니다', '학습률 0.1이 큽니다'],
  ['학습률 0.5이(가) 큽니다', '학습률 0.5가 큽니다'],
  ['“나선”이(가) 없습니다', '“나선”이 없습니다'],
  ['“데이터”은(는) 비어 있습니다', '“데이터”는 비어 있습니다'],
  ['서울(으)로, 부산(으)로', '서울로, 부산으로'],
  ['정확도 5 %을(를)', '정확도 5 %를'],
])('%s', (both, chosen) => {
  expect(chooseParticles(both)).toBe(chosen)
})

it('keeps both forms after letters that are read in more ways than one', () => {
  expect(chooseParticles('“dense_a”이(가) 없습니다')).toBe('“dense_a”이(가) 없습니다')
})
