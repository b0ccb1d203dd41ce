// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { edgeKey } from '../../../src/engine/document/parse'
import { emptyDocument, type GraphDocument } from '../../../src/engine/document/schema'
import { runCommand } from '../../../src/renderer/commands/commands'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { toasts } from '../../../src/renderer/stores/messages'
import { useView } from '../../../src/renderer/stores/view'
import { mnistDocument } from '../../support/documents'

const present = () => currentDocument(useDocument.getState())
const ids = () => present().nodes.map(({ id }) => id)
const selected = () => useDocument.getState().selection.nodes

let clipboard = ''
const request = vi.fn(async (channel: string, payload?: { text: string }) => {
  if (channel === 'clipboard.read') return clipboard
  if (channel === 'clipboard.write') clipboard = payload!.text
  return undefined
})
/** Runs a command and lets what it asked of main come back. */
async function run(id: Parameters<typeof runCommand>[0]): Promise<void> {
  expect(runCommand(id)).toBe(true)
  await new Promise(resolve => setTimeout(resolve))
}

function load(document: GraphDocument): void {
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
}

beforeEach(() => {
  clipboard = ''
  request.mockClear()
  vi.stubGlobal('gradscope', { request, on: () => () => {} })
  useView.getState().show('editor')
  load(mnistDocument([8]))
})

describe('copy and paste', () => {
  it('gives the same nodes again, beside the first, selected, as one undo step', async () => {
    useDocument.getState().select({ nodes: ['dense1', 'relu1'], edges: [] })
    await run('edit.copy')
    expect(ids()).toHaveLength(5)
    await run('edit.paste')
    expect(selected()).toEqual(['dense3', 'relu2'])
    expect(present().edges.map(edgeKey)).toContain('dense3.y>relu2.x')
    await run('edit.paste')
    expect(ids()).toHaveLength(9)
    await run('edit.undo')
    await run('edit.undo')
    expect(present()).toEqual(mnistDocument([8]))
  })

  it('goes from one document to another', async () => {
    await run('edit.selectAll')
    await run('edit.copy')
    load(emptyDocument('other'))
    await run('edit.paste')
    expect(ids()).toEqual(['data1', 'dense1', 'relu1', 'dense2', 'loss1'])
    expect(present().edges).toEqual(mnistDocument([8]).edges)
  })

  it('cuts as one step that closes the gap, and pastes what was cut', async () => {
    useDocument.getState().select({ nodes: ['relu1'], edges: [] })
    await run('edit.cut')
    expect(present().edges.map(edgeKey)).toContain('dense1.y>dense2.x')
    await run('edit.paste')
    expect(selected()).toEqual(['relu1'])
    await run('edit.undo')
    await run('edit.undo')
    expect(present()).toEqual(mnistDocument([8]))
  })

  it('has nothing to copy without a selection', () => {
    expect(runCommand('edit.copy')).toBe(false)
    expect(runCommand('edit.duplicate')).toBe(false)
    expect(request).not.toHaveBeenCalled()
  })

  it('changes nothing for text of anything else, and says so', async () => {
    const add = vi.spyOn(toasts, 'add')
    clipboard = 'Dear all, see the attached file.'
    await run('edit.paste')
    expect(present()).toEqual(mnistDocument([8]))
    expect(useDocument.getState().history.past).toHaveLength(0)
    expect(add).toHaveBeenCalledWith(expect.objectContaining({ title: 'Nothing to paste' }))
  })

  it('is for text while a field has the focus', async () => {
    useDocument.getState().select({ nodes: ['dense1'], edges: [] })
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    await run('edit.copy')
    await run('edit.paste')
    expect(request.mock.calls).toEqual([
      ['clipboard.field', { action: 'copy' }],
      ['clipboard.field', { action: 'paste' }],
    ])
    expect(present()).toEqual(mnistDocument([8]))
    field.remove()
  })

  it('is said to have failed where the system refuses', async () => {
    const add = vi.spyOn(toasts, 'add')
    request.mockRejectedValueOnce(new Error('locked'))
    useDocument.getState().select({ nodes: ['dense1'], edges: [] })
    await run('edit.cut')
    expect(ids()).toContain('dense1')
    expect(add).toHaveBeenCalledWith(expect.objectContaining({ type: 'error' }))
  })
})

describe('duplicate', () => {
  it('puts a second one below where nothing stands, with the edges among them', async () => {
    await run('edit.selectAll')
    await run('edit.duplicate')
    expect(ids().slice(5)).toEqual(['data2', 'dense3', 'relu2', 'dense4', 'loss2'])
    expect(present().edges).toHaveLength(8)
    const highest = Math.max(
      ...present()
        .nodes.slice(0, 5)
        .map(({ position }) => position.y),
    )
    for (const { position } of present().nodes.slice(5)) {
      expect(position.y).toBeGreaterThanOrEqual(highest + 56)
    }
    await run('edit.duplicate')
    expect(new Set(present().nodes.map(({ position }) => position.y)).size).toBe(3)
  })
})
