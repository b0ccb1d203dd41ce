// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { emptyDocument } from '../../src/engine/document/schema'
import { followBackups, holdBackups, resumeBackups } from '../../src/renderer/files/backup'
import { dismissBackupFailure, useBackupFailure } from '../../src/renderer/files/backup-failure'
import { useDocument } from '../../src/renderer/stores/document'
import { toasts } from '../../src/renderer/stores/messages'
import type { ResponseOf } from '../../src/shared/ipc/contract'

const answer = vi.fn((): ResponseOf<'document.backUp'> => ({ kind: 'written' }))
const request = vi.fn(async (channel: string) =>
  channel === 'document.backUp' ? answer() : undefined,
)
const failed = { kind: 'failed', message: 'The disk is full.', remedy: 'Free some space.' } as const
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

  it('go on where nothing came in the place of what was given up', () => {
    edit('a')
    holdBackups()
    resumeBackups()
    vi.advanceTimersByTime(1000)
    expect(written()).toHaveLength(1)
  })
})

describe('a backup that cannot be written', () => {
  let said: MockInstance<typeof toasts.add>

  beforeEach(() => {
    said = vi.spyOn(toasts, 'add')
    answer.mockReturnValue(failed)
  })
  afterEach(() => {
    answer.mockReturnValue({ kind: 'written' })
  })

  it('is told, and tried again until it works, which is told too', async () => {
    edit('a')
    await vi.advanceTimersByTimeAsync(1000)
    expect(useBackupFailure.getState()).toEqual({ failure: failed, dismissed: false })
    await vi.advanceTimersByTimeAsync(5000)
    expect(written()).toHaveLength(2)
    answer.mockReturnValue({ kind: 'written' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(useBackupFailure.getState().failure).toBeNull()
    expect(said).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ title: 'Unsaved work is backed up again.' }),
    )
    await vi.advanceTimersByTimeAsync(60_000)
    expect(written()).toHaveLength(3)
  })

  it('is told once: not again after it was dismissed, until it has worked in between', async () => {
    edit('a')
    await vi.advanceTimersByTimeAsync(1000)
    dismissBackupFailure()
    edit('b')
    await vi.advanceTimersByTimeAsync(1000)
    expect(useBackupFailure.getState().dismissed).toBe(true)
    answer.mockReturnValue({ kind: 'written' })
    await vi.advanceTimersByTimeAsync(5000)
    answer.mockReturnValue(failed)
    edit('c')
    await vi.advanceTimersByTimeAsync(1000)
    expect(useBackupFailure.getState()).toEqual({ failure: failed, dismissed: false })
    useBackupFailure.setState({ failure: null, dismissed: false })
  })

  it('is tried no more when nothing is unsaved', async () => {
    edit('a')
    await vi.advanceTimersByTimeAsync(1000)
    useDocument.getState().undo()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(written()).toHaveLength(1)
    useBackupFailure.setState({ failure: null, dismissed: false })
  })
})
