// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { applyChange, createNode } from '../../src/engine/document/change'
import { edgeKey } from '../../src/engine/document/parse'
import { emptyDocument } from '../../src/engine/document/schema'
import { addNodeAfterSelection } from '../../src/renderer/canvas/add-node'
import { command, commands, commandTitle, runCommand } from '../../src/renderer/commands/commands'
import {
  commandOf,
  listenForKeys,
  matches,
  runMenuCommand,
  shortcutText,
  takesKeys,
} from '../../src/renderer/commands/keyboard'
import { tMessage } from '../../src/renderer/i18n/index'
import { currentDocument, useDocument } from '../../src/renderer/stores/document'
import { engine, useRun } from '../../src/renderer/stores/run'
import { useView } from '../../src/renderer/stores/view'
import { commandIds, menuGroups, menus } from '../../src/shared/commands/table'

const present = () => currentDocument(useDocument.getState())
const view = { x: 0, y: 0, width: 800, height: 500 }

beforeEach(() => {
  engine.forget()
  const document = emptyDocument('net')
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
  useView.getState().show('editor')
})

describe('the table of commands', () => {
  it('gives every command one place in a menu and a title in both languages', () => {
    const placed = Object.keys(menus).flatMap(menu =>
      menuGroups(menu as keyof typeof menus).flatMap(({ ids }) => ids),
    )
    expect(placed.sort()).toEqual([...commandIds].sort())
    for (const { title } of commands) {
      expect(title.en).toMatch(/^[A-Z]/)
      expect(title.ko).toMatch(/\p{Script=Hangul}/u)
    }
  })

  it('gives no key to two commands', () => {
    const keys = commands.flatMap(({ keys }) => keys)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('lets only keys that nobody types hold in text fields', () => {
    for (const { keys, inFields } of commands) {
      if (inFields) for (const key of keys) expect(key).toMatch(/^(Mod\+|(Shift\+)?F\d+$)/)
    }
  })

  it('keeps files, runs and searches within reach of a text field', () => {
    for (const { id, inFields = false } of commands) {
      if (/^(file|run)\./.test(id)) expect(inFields, id).toBe(true)
    }
    expect(command('view.commands').inFields).toBe(true)
    expect(command('edit.delete').inFields ?? false).toBe(false)
  })

  it('undoes and redoes, and names what', () => {
    expect(runCommand('edit.undo')).toBe(false)
    addNodeAfterSelection('data', view)
    expect(commandTitle('edit.undo')).toBe('Undo: Add data1')
    expect(runCommand('edit.undo')).toBe(true)
    expect(present().nodes).toHaveLength(0)
    expect(commandTitle('edit.redo')).toBe('Redo: Add data1')
    expect(runCommand('edit.redo')).toBe(true)
    expect(present().nodes).toHaveLength(1)
  })

  it('deletes what is selected in one step, and what fed it feeds what it fed', () => {
    for (const kind of ['data', 'dense', 'loss'] as const) addNodeAfterSelection(kind, view)
    expect(present().edges).toHaveLength(2)
    useDocument.getState().select({ nodes: ['dense1'], edges: [] })
    runCommand('edit.delete')
    expect(present().nodes.map(({ id }) => id)).toEqual(['data1', 'loss1'])
    expect(present().edges.map(edgeKey)).toEqual(['data1.y>loss1.x'])
    runCommand('edit.undo')
    expect(present().edges).toHaveLength(2)
  })

  it('deletes without reconnecting where that is asked for', () => {
    for (const kind of ['data', 'dense', 'loss'] as const) addNodeAfterSelection(kind, view)
    useDocument.getState().select({ nodes: ['dense1'], edges: [] })
    runCommand('edit.deleteOnly')
    expect(present().edges).toHaveLength(0)
  })

  it('bypasses and switches on again, and is named for what it does', () => {
    for (const kind of ['data', 'dense', 'loss'] as const) addNodeAfterSelection(kind, view)
    expect(commandTitle('edit.bypass')).toBe('Bypass')
    useDocument.getState().select({ nodes: ['dense1'], edges: [] })
    runCommand('edit.bypass')
    expect(present().nodes[1]!.disabled).toBe(true)
    expect(commandTitle('edit.bypass')).toBe('Switch on')
    runCommand('edit.bypass')
    expect(present().nodes[1]).not.toHaveProperty('disabled')
    useDocument.getState().select({ nodes: ['loss1'], edges: [] })
    runCommand('edit.bypass')
    expect(tMessage(useView.getState().notice!)).toContain('Loss "loss1" ends the network')
  })

  it('aligns two nodes and distributes three, and says how many it takes', () => {
    for (const kind of ['data', 'dense', 'loss'] as const) addNodeAfterSelection(kind, view)
    useDocument.getState().select({ nodes: ['data1'], edges: [] })
    expect(command('edit.alignTop').blocked()).toBe('Select at least 2 nodes first.')
    useDocument.getState().select({ nodes: ['data1', 'dense1'], edges: [] })
    expect(command('edit.distributeHorizontally').blocked()).toBe('Select at least 3 nodes first.')
    runCommand('edit.alignLeft')
    const [data, dense] = present().nodes
    expect(dense!.position.x).toBe(data!.position.x)
    expect(commandTitle('edit.undo')).toBe('Undo: Align left')
  })

  it('deletes a selected edge and leaves its nodes', () => {
    for (const kind of ['data', 'dense'] as const) addNodeAfterSelection(kind, view)
    useDocument.getState().select({ nodes: [], edges: present().edges.map(edgeKey) })
    runCommand('edit.delete')
    expect(present().edges).toHaveLength(0)
    expect(present().nodes).toHaveLength(2)
  })

  it('selects everything', () => {
    for (const kind of ['data', 'dense'] as const) addNodeAfterSelection(kind, view)
    runCommand('edit.selectAll')
    expect(useDocument.getState().selection.nodes).toEqual(['data1', 'dense1'])
    expect(useDocument.getState().selection.edges).toHaveLength(1)
  })

  it('does not train a graph with errors, and says what to do', () => {
    expect(command('run.train').blocked()).toBe('Add nodes first.')
    addNodeAfterSelection('data', view)
    expect(command('run.train').blocked()).toContain('The network has no loss.')
    expect(runCommand('run.train')).toBe(false)
    expect(useRun.getState().run).toBeNull()
  })

  it('does not edit a graph that is behind the start screen', () => {
    addNodeAfterSelection('data', view)
    useView.getState().show('start')
    expect(runCommand('edit.delete')).toBe(false)
    expect(runCommand('edit.undo')).toBe(false)
  })
})

describe('adding after the selection', () => {
  it('builds a connected row, and goes on in a new row at the edge of sight', () => {
    for (const kind of ['data', 'dense', 'activation', 'dense', 'loss'] as const) {
      addNodeAfterSelection(kind, view)
    }
    const { nodes, edges } = present()
    expect(edges).toHaveLength(4)
    expect(new Set(nodes.map(({ position }) => position.y)).size).toBe(2)
    for (const { position } of nodes) expect(position.x + 148).toBeLessThanOrEqual(view.width)
  })

  it('does not connect what cannot be connected', () => {
    const loss = createNode(present(), 'loss', { x: 0, y: 0 })
    const document = applyChange(present(), { kind: 'addNode', node: loss })
    useDocument.getState().load({ document, name: 'net', path: null, saved: true })
    useDocument.getState().select({ nodes: [loss.id], edges: [] })
    addNodeAfterSelection('dense', view)
    expect(present().edges).toHaveLength(0)
    expect(present().nodes).toHaveLength(2)
  })
})

describe('keys', () => {
  const press = (
    key: string,
    held: Partial<
      Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'code'>
    > = {},
  ) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    ...held,
  })

  it('finds the command of a shortcut', () => {
    expect(commandOf(press('z', { ctrlKey: true }), false)?.id).toBe('edit.undo')
    expect(commandOf(press('Z', { ctrlKey: true, shiftKey: true }), false)?.id).toBe('edit.redo')
    expect(commandOf(press('y', { ctrlKey: true }), false)?.id).toBe('edit.redo')
    expect(commandOf(press('Backspace'), false)?.id).toBe('edit.delete')
    expect(commandOf(press('.'), false)?.id).toBe('view.fit')
    expect(commandOf(press('z', { metaKey: true }), true)?.id).toBe('edit.undo')
    expect(commandOf(press('z'), false)).toBeUndefined()
  })

  it('runs a command once when the native menu answers the same key too', () => {
    const stop = listenForKeys()
    addNodeAfterSelection('data', view)
    addNodeAfterSelection('dense', view)
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
    )
    runMenuCommand('edit.undo')
    expect(present().nodes).toHaveLength(1)
    runMenuCommand('edit.undo', performance.now() + 1000)
    expect(present().nodes).toHaveLength(0)
    stop()
  })

  it('finds a key where it is on the keyboard when the script is another', () => {
    const at = (key: string, code: string, held = {}) => ({ ...press(key, held), code })
    expect(commandOf(at('ㅊ', 'KeyC'), false)?.id).toBe('edit.connect')
    expect(commandOf(at('я', 'KeyZ', { ctrlKey: true }), false)?.id).toBe('edit.undo')
    expect(commandOf(at('@', 'Digit2', { shiftKey: true }), false)?.id).toBe('view.fitSelection')
    // A letter that is typed counts, wherever its key is: Dvorak has J on the key of C.
    expect(commandOf(at('j', 'KeyC'), false)).toBeUndefined()
    expect(commandOf(at('+', 'Equal', { ctrlKey: true, shiftKey: true }), false)?.id).toBe(
      'view.zoomIn',
    )
  })

  it('leaves Enter to a button that has the focus', () => {
    const stop = listenForKeys()
    addNodeAfterSelection('data', view)
    document.body.innerHTML = '<button id="b"></button><div id="n" tabindex="0"></div>'
    const enter = (id: string) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
      document.getElementById(id)!.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(enter('b')).toBe(false)
    expect(enter('n')).toBe(true)
    stop()
  })

  it('goes along edges by Alt and an arrow before the canvas moves the node', () => {
    const stop = listenForKeys()
    for (const kind of ['data', 'dense'] as const) addNodeAfterSelection(kind, view)
    let reached = false
    const canvas = document.createElement('div')
    canvas.addEventListener('keydown', () => {
      reached = true
    })
    document.body.append(canvas)
    const arrow = (altKey: boolean) =>
      canvas.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey, bubbles: true, cancelable: true }),
      )
    arrow(true)
    expect(reached).toBe(false)
    expect(useDocument.getState().selection.nodes).toEqual(['data1'])
    arrow(false)
    expect(reached).toBe(true)
    stop()
  })

  it('says what stands against a command that is asked for', () => {
    expect(runCommand('edit.undo')).toBe(false)
    const said = () => tMessage(useView.getState().notice!)
    expect(said()).toBe('Undo: There is nothing to undo.')
    addNodeAfterSelection('data', view)
    useView.setState({ notice: null })
    expect(runCommand('edit.undo')).toBe(true)
    expect(useView.getState().notice).toBeNull()
    addNodeAfterSelection('data', view)
    expect(runCommand('run.train')).toBe(false)
    expect(said()).toMatch(/^Train: Mend this first\. /)
  })

  it('keeps a key that it handles from what else listens at the window', () => {
    const stop = listenForKeys()
    const heard: string[] = []
    const other = ({ key }: KeyboardEvent) => heard.push(key)
    window.addEventListener('keydown', other)
    for (const key of ['F6', 'F7']) {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      )
    }
    expect(heard).toEqual(['F7'])
    window.removeEventListener('keydown', other)
    stop()
  })

  it('trains by Ctrl and Enter before the canvas lets go of the focused node', () => {
    const stop = listenForKeys()
    const keys: string[] = []
    document.body.innerHTML = '<div id="flow"><div id="node" class="react-flow__node"></div></div>'
    document.getElementById('flow')!.addEventListener('keydown', ({ key, ctrlKey }) => {
      keys.push(ctrlKey ? `Ctrl+${key}` : key)
    })
    const enter = (id: string, ctrlKey: boolean) => {
      const init = { key: 'Enter', ctrlKey, bubbles: true, cancelable: true }
      document.getElementById(id)!.dispatchEvent(new KeyboardEvent('keydown', init))
    }
    enter('node', true)
    enter('node', false)
    enter('flow', true)
    expect(keys).toEqual(['Enter', 'Ctrl+Enter'])
    stop()
  })

  it('ignores keys while an input method composes', () => {
    expect(commandOf(press('Backspace', { isComposing: true }), false)).toBeUndefined()
    const begins = press('Process', { code: 'KeyZ', ctrlKey: true })
    expect(commandOf(begins, false)).toBeUndefined()
    expect(commandOf({ ...begins, key: 'ㅋ' }, false)?.id).toBe('edit.undo')
  })

  it('wants exactly the keys of the shortcut', () => {
    expect(matches('Mod+Z', press('z', { ctrlKey: true, altKey: true }), false)).toBe(false)
    expect(matches('Mod+Z', press('z', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
  })

  it('leaves keys to text fields, lists and dialogs', () => {
    document.body.innerHTML =
      '<input id="a"><div role="dialog"><button id="b"></button></div><button id="c"></button>'
    const at = (id: string) => document.getElementById(id)
    expect(takesKeys(at('a'))).toBe(true)
    expect(takesKeys(at('b'))).toBe(true)
    expect(takesKeys(at('c'))).toBe(false)
  })

  it('shows shortcuts as each system writes them', () => {
    expect(shortcutText('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
    expect(shortcutText('Mod+Shift+Z', true)).toBe('⇧⌘Z')
    expect(shortcutText('.', true)).toBe('.')
  })
})
