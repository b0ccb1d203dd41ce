import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzyMatch } from '../../../src/renderer/command-palette/fuzzy'
import { findItems, type PickerItem } from '../../../src/renderer/command-palette/picker'

const score = (text: string, query: string) => fuzzyMatch(text, query)?.score ?? -1
const item = (title: string, more: Partial<PickerItem> = {}): PickerItem => ({
  id: title,
  title,
  run: () => {},
  ...more,
})
const titles = (items: readonly PickerItem[], query: string) =>
  findItems(items, query).map(found => found.item.title)

describe('the fuzzy search', () => {
  it('finds words in any order and abbreviations', () => {
    expect(fuzzyMatch('Fit the graph to the view', 'view fit')).not.toBeNull()
    expect(fuzzyMatch('Save as…', 'sa')?.at).toEqual([0, 1])
    expect(fuzzyMatch('Batch norm', 'bn')?.at).toEqual([0, 6])
    expect(fuzzyMatch('Undo', 'redo')).toBeNull()
  })

  it('finds Hangul, composed or not', () => {
    expect(fuzzyMatch('실행 취소', '취소'.normalize('NFD'))?.at).toEqual([3, 4])
  })

  it('prefers beginnings of words, and letters in one piece', () => {
    expect(score('dense1', 'den')).toBeGreaterThan(score('hidden', 'den'))
    expect(score('Zoom in', 'in')).toBeGreaterThan(score('Show the inspector', 'in'))
    expect(score('Select all', 'sel')).toBeGreaterThan(score('Save everything later', 'sel'))
  })

  it('finds every text by any part of it, at letters that are the query’s', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abc .XYZ가나다'), minLength: 1 })
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, from, length) => {
        const start = from % whole.length
        const query = whole.slice(start, start + 1 + (length % whole.length))
        fc.pre(query.trim() !== '')
        const match = fuzzyMatch(whole, query)
        expect(match).not.toBeNull()
        const found = match!.at.map(index => whole[index]!.toLowerCase())
        for (const letter of found) expect(query.toLowerCase()).toContain(letter)
      }),
    )
  })
})

describe('the lines of the picker', () => {
  it('keep their order without a query, and are at most a hundred', () => {
    const many = Array.from({ length: 1000 }, (_, index) => item(`node ${index}`))
    expect(titles(many, ' ')).toEqual(many.slice(0, 100).map(({ title }) => title))
    expect(titles(many, 'node')).toHaveLength(100)
  })

  it('put what can be chosen first, then the best match of a title, then other words', () => {
    const items = [
      item('Training', { words: ['undo'] }),
      item('Undo everything'),
      item('Undo', { blocked: 'There is nothing to undo.' }),
      item('Save'),
    ]
    expect(titles(items, 'undo')).toEqual(['Undo everything', 'Training', 'Undo'])
  })
})
