// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDocument, type Position } from '../../../src/engine/document/schema'
import { addNodeAfterSelection } from '../../../src/renderer/canvas/add-node'
import { command, commandTitle, runCommand } from '../../../src/renderer/commands/commands'
import {
  type Arranger,
  arrange,
  stopArranging,
  useLayout,
} from '../../../src/renderer/layout/arrange'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { toasts } from '../../../src/renderer/stores/messages'
import { useView } from '../../../src/renderer/stores/view'

const present = () => currentDocument(useDocument.getState())
const positions = () => present().nodes.map(({ position }) => position)
const open = (name: string) =>
  useDocument.getState().load({ document: emptyDocument(name), name, path: null, saved: true })

/** Puts every node it is given at a place of its own. */
const inARow: Arranger = async ({ nodes }) => ({
  positions: Object.fromEntries(
    nodes.map(({ id }, index): [string, Position] => [id, { x: 1000 * index, y: 8 }]),
  ),
  frames: {},
})
const never: Arranger = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')))
  })

beforeEach(() => {
  open('net')
  useView.getState().show('editor')
  const view = { x: 0, y: 0, width: 800, height: 500 }
  for (const kind of ['data', 'dense', 'loss'] as const) addNodeAfterSelection(kind, view)
  useDocument.getState().select({ nodes: [], edges: [] })
})

describe('arranging the graph', () => {
  it('is one undo step with a name, and the graph is fitted', async () => {
    const before = positions()
    const fits = useView.getState().fitRequests
    expect(await arrange(inARow)).toBe(true)
    expect(positions().map(({ x }) => x)).toEqual([0, 1000, 2000])
    expect(commandTitle('edit.undo')).toContain('Arrange 3 nodes')
    expect(useView.getState().fitRequests).toBe(fits + 1)
    runCommand('edit.undo')
    expect(positions()).toEqual(before)
  })

  it('moves the selected nodes only where several are selected', async () => {
    useDocument.getState().select({ nodes: ['data1', 'dense1'], edges: [] })
    const loss = positions()[2]
    expect(commandTitle('edit.layout')).toContain('selection')
    await arrange(inARow)
    expect(positions().map(({ x }) => x)).toEqual([0, 1000, loss!.x])
  })

  it('is stopped by the same command, and nothing moved', async () => {
    const before = positions()
    const running = arrange(never)
    expect(commandTitle('edit.layout')).toBe('Stop arranging')
    expect(command('edit.layout').blocked()).toBeNull()
    runCommand('edit.layout')
    expect(await running).toBe(false)
    expect(useLayout.getState().running).toBeNull()
    expect(positions()).toEqual(before)
    expect(commandTitle('edit.layout')).toBe('Arrange from left to right')
  })

  it('says that it is running after a while, with a way to stop it', async () => {
    vi.useFakeTimers()
    const add = vi.spyOn(toasts, 'add')
    const running = arrange(never)
    await vi.advanceTimersByTimeAsync(300)
    expect(add).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(add).toHaveBeenCalledOnce()
    const { actionProps } = add.mock.calls[0]![0]
    actionProps?.onClick?.({} as never)
    expect(await running).toBe(false)
    vi.useRealTimers()
    add.mockRestore()
  })

  it('keeps what was edited meanwhile, and leaves another document alone', async () => {
    let finish = () => {}
    const slow: Arranger = async (request, signal) => {
      await new Promise<void>(resolve => {
        finish = resolve
      })
      return inARow(request, signal)
    }
    const first = arrange(slow)
    useDocument
      .getState()
      .edit({ key: 'history.delete', values: { count: 1, name: 'loss1' } }, [
        { kind: 'removeNodes', ids: ['loss1'] },
      ])
    finish()
    expect(await first).toBe(true)
    expect(present().nodes).toHaveLength(2)

    const second = arrange(slow)
    open('another')
    finish()
    expect(await second).toBe(false)
    expect(useDocument.getState().history.past).toHaveLength(0)
  })

  it('says what to do when the layout fails', async () => {
    const add = vi.spyOn(toasts, 'add')
    const before = positions()
    expect(await arrange(async () => Promise.reject(new Error('out of memory')))).toBe(false)
    expect(add.mock.calls[0]![0]).toMatchObject({ type: 'error' })
    expect(positions()).toEqual(before)
    stopArranging()
    add.mockRestore()
  })
})
