import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, type Change, createNode } from '../../../src/engine/document/change'
import { copyFragment, renameFragment } from '../../../src/engine/document/fragment'
import { hasGeneratedName } from '../../../src/engine/document/node-name'
import { type GraphDocument, nodeName } from '../../../src/engine/document/schema'
import { replaceKind } from '../../../src/engine/graph/edits'
import { nodeKinds } from '../../../src/engine/nodes/index'
import { edge, mnistDocument } from '../../support/documents'

/** `relu1` and `relu2` between dense layers. */
const network = mnistDocument([8, 8])
const change = (document: GraphDocument, ...changes: Change[]) =>
  changes.reduce(applyChange, document)
const become = (id: string, name: string): Change => ({
  kind: 'setAttrs',
  id,
  attrs: { function: name },
})
const label = (id: string, text: string): Change => ({ kind: 'setLabel', id, label: text })
const named = (document: GraphDocument, id: string) =>
  nodeName(document.nodes.find(node => node.id === id)!)

describe('a node without a name of its own', () => {
  it('is called after its function, and keeps its id', () => {
    const tanh = change(network, become('relu1', 'tanh'))
    expect(named(tanh, 'relu1')).toBe('tanh1')
    expect(tanh.edges).toBe(network.edges)
    expect(named(tanh, 'relu2')).toBe('relu2')
    expect(named(change(tanh, become('relu1', 'gelu')), 'relu1')).toBe('gelu1')
  })

  it('is as it was when its function comes back', () => {
    expect(change(network, become('relu1', 'tanh'), become('relu1', 'relu'))).toEqual(network)
  })

  it('keeps its name while other attrs change', () => {
    const document = change(network, {
      kind: 'setAttrs',
      id: 'dense1',
      attrs: { units: 3 },
    })
    expect(document.nodes.find(({ id }) => id === 'dense1')).not.toHaveProperty('label')
  })

  it('takes the next number where another has the name', () => {
    const tanh = createNode(network, 'activation', { x: 0, y: 0 }, { function: 'tanh' })
    expect(tanh.id).toBe('tanh1')
    const document = change(network, { kind: 'addNode', node: tanh }, become('relu1', 'tanh'))
    expect(named(document, 'relu1')).toBe('tanh2')
    const further = createNode(document, 'activation', { x: 0, y: 0 }, { function: 'tanh' })
    expect(further.id).toBe('tanh3')
  })

  it('becomes one of another kind under the name of that kind', () => {
    const document = change(network, become('relu1', 'tanh'))
    const { changes, id } = replaceKind(document, 'relu1', 'dropout')
    expect(named(change(document, ...changes), id)).toBe('dropout1')
  })

  it('is copied under its name', () => {
    const document = change(network, become('relu1', 'tanh'))
    const copied = copyFragment(document, { nodes: ['relu1', 'dense2'] })
    const { nodes, edges } = renameFragment(document, copied, { x: 0, y: 0 })
    expect(nodes.map(node => [node.id, node.label])).toEqual([
      ['tanh2', undefined],
      ['dense4', undefined],
    ])
    expect(edges).toEqual([edge('tanh2', 'dense4')])
  })
})

it('a name that somebody gave stays', () => {
  const document = change(network, label('relu1', 'gate'), become('relu1', 'tanh'))
  expect(named(document, 'relu1')).toBe('gate')
})

const spec = nodeKinds.activation.attrs.function!
const functions = spec.type === 'choice' ? spec.options.map(({ value }) => value) : []

it('no two nodes get one name, whatever functions they go through', () => {
  const anyEdit = fc.record({
    id: fc.constantFrom('relu1', 'relu2'),
    name: fc.constantFrom(...functions),
  })
  fc.assert(
    fc.property(fc.array(anyEdit), edits => {
      const document = change(network, ...edits.map(({ id, name }) => become(id, name)))
      const names = document.nodes.map(nodeName)
      expect(new Set(names).size).toBe(names.length)
      expect(document.nodes.map(({ id }) => id)).toEqual(network.nodes.map(({ id }) => id))
      expect(document.nodes.every(hasGeneratedName)).toBe(true)
    }),
  )
})
