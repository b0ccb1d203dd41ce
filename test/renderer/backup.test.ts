// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '../../src/engine/document/schema'
import { followBackups, holdBackups } from '../../src/renderer/files/backup'
import { useDocument } from '../../src/renderer/stores/document'

const request = vi.fn(async () => undefined)
let stop: () => void

function edit(name: string): void {
  const { edit: apply } = useDocument.getState()
  const node = { id: name, kind: 'add', position: { x: 0, y: 0 }, attrs: {} } as const
  apply({ key: 'history.addNode', values: { name } }, [{ kind: 'addNode', node }])
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', Object.assign(window, { gradscope: { request, on: () => () => {} } }))
  useDocument.getState().load({ document: emptyDocument(), name: 'net', path: null, saved: true })
  request.mockClear()
  stop = followBackups()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

const written = () =>
  request.mock.calls.filter(([channel]: unknown[]) => channel === 'document.backUp')

describe('backups of unsaved work', () => {
  it('are written within a second, however often it is edited meanwhile', () => {
    for (let i = 0; i < 9; i++) {
      edit(`a${i}`)
      vi.advanceTimersByTime(200)
    }
    vi.advanceTimersByTime(1000)
    expect(written()).toHaveLength(2)
    expect((written().at(-1) as unknown[])[1]).toMatchObject({
      name: 'net',
      text: expect.stringContaining('"a8"'),
    })
  })

  it('are written at once when the window loses the focus, and not twice', () => {
    edit('a')
    window.dispatchEvent(new Event('blur'))
    expect(written()).toHaveLength(1)
    window.dispatchEvent(new Event('blur'))
    useDocument.getState().select({ nodes: ['a'], edges: [] })
    vi.advanceTimersByTime(5000)
    expect(written()).toHaveLength(1)
  })

  it('go when the work is saved, and when it is undone', () => {
    edit('a')
    vi.advanceTimersByTime(1000)
    useDocument.getState().undo()
    expect(request).toHaveBeenLastCalledWith('document.dropBackup', undefined)
    const calls = request.mock.calls.length
    useDocument.getState().select({ nodes: [], edges: ['x'] })
    expect(request.mock.calls).toHaveLength(calls)
  })

  it('do not bring back what was given up', () => {
    edit('a')
    holdBackups()
    vi.advanceTimersByTime(5000)
    expect(written()).toHaveLength(0)
  })
})
