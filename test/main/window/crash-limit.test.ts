import { expect, it } from 'vitest'
import { createCrashLimit } from '../../../src/main/window/crash-limit'

it('counts three crashes within a minute, and begins anew after them', () => {
  let time = 0
  const tooMany = createCrashLimit(3, 60_000, () => time)
  expect([tooMany(), tooMany(), tooMany()]).toEqual([false, false, true])
  expect(tooMany()).toBe(false)
  time = 59_999
  expect(tooMany()).toBe(false)
  time = 60_000
  expect(tooMany()).toBe(false)
})
