import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/engine/document/change'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import { checkBypass } from '../../../src/engine/graph/bypass'
import { deleteAndRewire } from '../../../src/engine/graph/edits'
import { type NodeKind, nodeKinds } from '../../../src/engine/nodes/index'
import {
  anyDocument,
  bypassed,
  documentNode,
  documentOf,
  mnistDocument,
} from '../../support/documents'

const kindsOf = (document: GraphDocument) => analyze(document).problems.map(({ kind }) => kind)

const skip = (others: readonly string[] = ['dense1', 'relu1']) =>
  documentOf([
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
    { id: 'dense2', kind: 'dense', attrs: { units: 6 } },
    { id: 'relu1', kind: 'activation' },
    { id: 'sum', kind: 'add', from: others },
    { id: 'out', kind: 'dense', attrs: { units: 10 } },
    { id: 'loss1', kind: 'loss' },
  ])

describe('a bypassed node', () => {
  it('passes its input on: the network is the one without it', () => {
    const document = mnistDocument([8, 8])
    const without = deleteAndRewire(document, ['relu1']).reduce(applyChange, document)
    const { graph } = analyze(bypassed(document, 'relu1'))
    expect(graph).not.toBeNull()
    expect(graph).toEqual(analyze(without).graph)
  })

  it('shows the shape of what passes, and has no parameters', () => {
    const { shapes, parameterCounts, problems } = analyze(
      bypassed(mnistDocument([8, 9]), 'dense2', 'relu1'),
    )
    expect(problems).toEqual([])
    expect(shapes.get('relu1')).toEqual([8])
    expect(shapes.get('dense2')).toEqual([8])
    expect(parameterCounts.has('dense2')).toBe(false)
  })

  it('changes the shapes behind it, and what is wrong there is said there', () => {
    const { problems } = analyze(bypassed(mnistDocument([8]), 'dense2'))
    expect(problems.map(({ nodeId, kind }) => [nodeId, kind])).toEqual([['loss1', 'shape']])
  })

  it('passes the first input where it has several', () => {
    const first = analyze(bypassed(skip(['dense1', 'relu1']), 'sum'))
    expect(first.graph?.nodes.map(({ id }) => id)).toEqual(['data1', 'dense1', 'out', 'loss1'])
    const second = analyze(bypassed(skip(['relu1', 'dense1']), 'sum'))
    expect(second.graph?.nodes.find(({ id }) => id === 'out')?.inputs).toEqual(['relu1'])
  })

  it('says of a branch that it no longer leads to the loss', () => {
    const { problems } = analyze(bypassed(skip(['dense1', 'relu1']), 'sum'))
    expect(problems.map(({ kind, nodeId }) => [kind, nodeId])).toEqual([
      ['unused', 'dense2'],
      ['unused', 'relu1'],
    ])
  })

  it('lets one output reach a join twice', () => {
    const twice = analyze(bypassed(skip(['dense1', 'relu1']), 'relu1', 'dense2'))
    expect(twice.graph?.nodes.find(({ id }) => id === 'sum')?.inputs).toEqual(['dense1', 'dense1'])
  })

  it('without an input is what the remedy is for, not the node behind it', () => {
    const document = applyChange(bypassed(mnistDocument([8]), 'relu1'), {
      kind: 'disconnect',
      edges: mnistDocument([8]).edges.filter(({ to }) => to.node === 'relu1'),
    })
    const { problems } = analyze(document)
    expect(problems.find(({ severity }) => severity === 'error')).toMatchObject({
      kind: 'missingInput',
      nodeId: 'relu1',
    })
    expect(problems.filter(({ kind }) => kind === 'missingInput')).toHaveLength(1)
  })

  it('is no longer said to lead nowhere', () => {
    const side = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'out', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
      { id: 'side', kind: 'activation', from: ['out'] },
    ])
    expect(kindsOf(side)).toEqual(['unused'])
    expect(kindsOf(bypassed(side, 'side'))).toEqual([])
  })

  it('is still part of a loop', () => {
    const loop = documentOf([
      { id: 'a', kind: 'activation', from: ['b'] },
      { id: 'b', kind: 'activation', from: ['a'] },
    ])
    expect(kindsOf(bypassed(loop, 'a', 'b'))).toContain('cycle')
  })

  it('never makes the analysis of any document throw', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const all = bypassed(document, ...document.nodes.map(({ id }) => id))
        expect(analyze(all).graph).toBeNull()
      }),
    )
  })
})

describe('checkBypass', () => {
  it.each(Object.keys(nodeKinds) as NodeKind[])('knows whether %s can be left out', kind => {
    const check = checkBypass(documentNode('n', kind))
    expect(check.ok).toBe(kind !== 'data' && kind !== 'loss')
    if (!check.ok) expect(check.reason).toContain('"n"')
  })
})
