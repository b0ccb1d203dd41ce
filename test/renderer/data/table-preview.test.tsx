// @vitest-environment jsdom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TableSample } from '../../../src/engine/data/inspection'
import { TablePreview } from '../../../src/renderer/data/TablePreview'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let container: HTMLElement
let root: ReturnType<typeof createRoot>

beforeEach(() => {
  container = document.createElement('div')
  root = createRoot(container)
})

afterEach(() => act(() => root.unmount()))

/** A table whose cells are the numbers of their columns; the last is the target. */
function sampleOf(count: number): TableSample {
  const columns = Array.from({ length: count }, (_, at) => ({
    name: `c${at}`,
    use: 'number' as const,
    isTarget: at === count - 1,
  }))
  const form = { encoding: 'utf-8', delimiter: 'comma', header: 'names', decimal: 'point' } as const
  return { form, columns, rows: [columns.map((_, at) => String(at))] }
}

const show = (count: number) =>
  act(() => {
    const sample = sampleOf(count)
    root.render(<TablePreview sample={sample} inspection={null} isOwn={false} />)
  })
const names = () =>
  [...container.querySelectorAll('.data-column-name')].map(cell => cell.textContent)
const note = () => container.querySelector('[data-testid="data-columns"]')

describe('the first rows of a table', () => {
  it('show all columns of a narrow one, and say nothing of it', () => {
    show(40)
    expect(names()).toHaveLength(40)
    expect(note()).toBeNull()
  })

  it('show the first columns of a wide one and its target, say so, and more when asked', () => {
    show(100)
    expect(names()).toEqual([...Array.from({ length: 40 }, (_, at) => `c${at}`), 'c99'])
    const cells = [...container.querySelectorAll('tbody td')].map(cell => cell.textContent)
    expect(cells.slice(-2)).toEqual(['39', '99'])
    expect(note()!.textContent).toContain('41 of 100 columns')
    act(() => note()!.querySelector('button')!.click())
    expect(note()!.textContent).toContain('81 of 100 columns')
    act(() => note()!.querySelector('button')!.click())
    expect(names()).toHaveLength(100)
    expect(note()).toBeNull()
  })
})
