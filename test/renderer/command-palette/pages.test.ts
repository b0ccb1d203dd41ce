// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyDocument } from '../../../src/engine/document/schema'
import { addNodeAfterSelection } from '../../../src/renderer/canvas/add-node'
import { pageOf } from '../../../src/renderer/command-palette/page-of'
import { findItems } from '../../../src/renderer/command-palette/picker'
import { recentCommands, rememberCommand } from '../../../src/renderer/command-palette/recent'
import { commands } from '../../../src/renderer/commands/commands'
import { menuState } from '../../../src/renderer/commands/menu-sync'
import { currentDocument, useDocument } from '../../../src/renderer/stores/document'
import { chooseSweep, useSweep } from '../../../src/renderer/stores/sweep'
import { useView } from '../../../src/renderer/stores/view'

const view = { x: 0, y: 0, width: 800, height: 500 }
const select = (id: string) => useDocument.getState().select({ nodes: [id], edges: [] })
const edges = () =>
  currentDocument(useDocument.getState()).edges.map(({ from, to }) => `${from.node}→${to.node}`)

beforeEach(() => {
  localStorage.clear()
  const document = emptyDocument('net')
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
  useView.getState().show('editor')
  for (const kind of ['data', 'dense', 'loss'] as const) addNodeAfterSelection(kind, view)
  useDocument.getState().select({ nodes: [], edges: [] })
  addNodeAfterSelection('dense', view)
})

describe('the command palette', () => {
  it('has every command but itself, with what stands against it', () => {
    const { items } = pageOf('commands')!
    expect(items).toHaveLength(commands.length - 1)
    const train = items.find(({ id }) => id === 'run.train')!
    expect(train.blocked).toBeTruthy()
    expect(train.shortcut).toBe('Ctrl+Enter')
  })

  it('has the commands used last first, and forgets unknown ones', () => {
    rememberCommand('run.train')
    rememberCommand('view.fit')
    rememberCommand('run.train')
    expect(recentCommands()).toEqual(['run.train', 'view.fit'])
    expect(
      pageOf('commands')!
        .items.slice(0, 2)
        .map(({ id }) => id),
    ).toEqual(['run.train', 'view.fit'])
    localStorage.setItem('gradscope.recent-commands', '["gone", "view.fit"]')
    expect(recentCommands()).toEqual(['view.fit'])
    localStorage.setItem('gradscope.recent-commands', '{')
    expect(recentCommands()).toEqual([])
  })
})

describe('the fields of a sweep', () => {
  const title = 'dense2 · Units'
  const page = () => pageOf('sweepField')!

  it('are found by node and field, with the value that each has', () => {
    const [best] = findItems(page().items, 'dense2 units')
    expect(best!.item).toMatchObject({ title, detail: '64' })
    expect(findItems(page().items, 'training.seed')[0]!.item.id).toBe('training.seed')
  })

  it('are added once', () => {
    const before = useSweep.getState().choices.parameters
    page()
      .items.find(item => item.title === title)!
      .run()
    const added = useSweep.getState().choices.parameters
    expect(added.slice(before.length)).toMatchObject([{ path: 'nodes.dense2.units' }])
    expect(page().items.some(item => item.title === title)).toBe(false)
    chooseSweep({ parameters: before })
  })
})

describe('connecting by name', () => {
  it('lists free inputs, then taken ones, then what cannot be, with the reason', () => {
    select('dense1')
    const { items } = pageOf('connect')!
    expect(items.map(({ id }) => id)).toEqual(['dense2.x', 'loss1.x', 'data1.x'])
    expect(items.map(({ blocked }) => Boolean(blocked))).toEqual([false, true, true])
  })

  it('draws the edge, replacing the one at a taken input', () => {
    select('dense2')
    const loss = pageOf('connect')!.items.find(({ id }) => id === 'loss1.x')!
    expect(loss.blocked).toBeNull()
    expect(loss.detail).toContain('dense1')
    loss.run()
    expect(edges()).toEqual(['data1→dense1', 'dense2→loss1'])
  })

  it('feeds a node from another, never from what it feeds', () => {
    select('dense1')
    const { items } = pageOf('connectFrom')!
    const blocked = (id: string) => items.find(item => item.id === id)?.blocked
    expect(blocked('dense2.y')).toBeNull()
    expect(blocked('data1.y')).toMatch(/already/)
    expect(blocked('loss1.y')).toMatch(/no output|loop/)
  })

  it('takes one edge away', () => {
    select('dense1')
    const { items } = pageOf('disconnect')!
    expect(items.map(({ title }) => title)).toEqual(['data1 → dense1', 'dense1 → loss1'])
    items[0]!.run()
    expect(edges()).toEqual(['dense1→loss1'])
  })

  it('needs one selected node', () => {
    useDocument.getState().select({ nodes: [], edges: [] })
    expect(pageOf('connect')).toBeNull()
  })
})

describe('the state of the native menu', () => {
  it('names what is undone and lists what cannot be run', () => {
    const { titles, blocked } = menuState()
    expect(titles['edit.undo']).toContain('Add dense2')
    expect(titles['edit.redo']).toBeUndefined()
    expect(blocked).toContain('edit.redo')
    expect(blocked).not.toContain('edit.undo')
  })
})
