import { describe, expect, it } from 'vitest'
import { offsetTo, type PasteSituation, placePaste } from '../../../src/renderer/clipboard/place'

const situation: PasteSituation = {
  text: 'a',
  bounds: { x: 0, y: 0, width: 100, height: 50 },
  at: null,
  pointer: null,
  last: null,
  view: { x: -200, y: -200, width: 800, height: 600 },
}

describe('placePaste', () => {
  it('takes the chosen place before the pointer', () => {
    const pointer = { x: 9, y: 9 }
    expect(placePaste({ ...situation, at: { x: 1, y: 2 }, pointer })).toEqual({ x: 1, y: 2 })
    expect(placePaste({ ...situation, pointer })).toEqual(pointer)
  })

  it('goes on beside the last paste while the pointer rests, and follows it when it moves', () => {
    const pointer = { x: 9, y: 9 }
    const last = { text: 'a', middle: pointer, pointer }
    expect(placePaste({ ...situation, pointer, last })).toEqual({ x: 41, y: 41 })
    expect(placePaste({ ...situation, pointer: { x: 10, y: 9 }, last })).toEqual({ x: 10, y: 9 })
    expect(placePaste({ ...situation, pointer, last, text: 'b' })).toEqual(pointer)
    expect(placePaste({ ...situation, last })).toEqual({ x: 41, y: 41 })
  })

  it('lies beside what was copied, or in the middle of the view where that is elsewhere', () => {
    expect(placePaste(situation)).toEqual({ x: 82, y: 57 })
    const far = { x: 5000, y: 0, width: 100, height: 100 }
    expect(placePaste({ ...situation, view: far })).toEqual({ x: 5050, y: 50 })
  })

  it('moves by whole steps of the grid', () => {
    expect(offsetTo(situation.bounds, { x: 82, y: 57 })).toEqual({ x: 32, y: 32 })
    expect(offsetTo(situation.bounds, { x: 80, y: 60 })).toEqual({ x: 32, y: 32 })
  })
})
