import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/engine/document/change'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import { checkConnection } from '../../../src/engine/graph/connection'
import { anyDocument, documentOf, edge, mnistDocument } from '../../support/documents'

const document = mnistDocument([8])

function reasonFor(from: string, to: string, port = 'x'): string {
  const check = checkConnection(document, {
    from: { node: from, port: 'y' },
    to: { node: to, port },
  })
  return check.ok ? 'ok' : check.reason
}

describe('checkConnection', () => {
  it('allows an edge to a free port, and to a taken one, which it replaces', () => {
    const free = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'dense1', kind: 'dense', from: [] },
    ])
    expect(checkConnection(free, edge('data1', 'dense1'))).toEqual({ ok: true })
    expect(reasonFor('data1', 'dense2')).toBe('ok')
  })

  it.each([
    ['data1', 'gone', 'One of the nodes is gone.'],
    ['gone', 'dense1', 'One of the nodes is gone.'],
    ['dense1', 'dense1', 'A node cannot feed itself.'],
    ['loss1', 'dense1', 'Loss "loss1" has no output.'],
    ['dense1', 'data1', 'Data set "data1" takes no input.'],
    ['data1', 'dense1', 'They are connected already.'],
    [
      'dense2',
      'dense1',
      'That would close a loop: Dense "dense1" already leads to Dense "dense2".',
    ],
    ['relu1', 'dense1', 'That would close a loop'],
  ])('refuses an edge from %s to %s: %s', (from, to, reason) => {
    expect(reasonFor(from, to)).toContain(reason)
  })

  it('refuses a port that the node does not have', () => {
    expect(reasonFor('data1', 'dense2', 'bias')).not.toBe('ok')
  })

  it('never lets a loop in: edges it allows leave a document without loops so', () => {
    const twoNodes = anyDocument
      .filter(({ nodes }) => nodes.length > 1)
      .chain(each =>
        fc.tuple(
          fc.constant<GraphDocument>({ ...each, edges: [] }),
          fc.array(fc.tuple(fc.constantFrom(...each.nodes), fc.constantFrom(...each.nodes))),
        ),
      )
    fc.assert(
      fc.property(twoNodes, ([start, pairs]) => {
        let current = start
        for (const [from, to] of pairs) {
          const attempt = edge(from.id, to.id)
          if (!checkConnection(current, attempt).ok) continue
          current = applyChange(current, { kind: 'connect', edge: attempt })
        }
        const kinds = analyze(current).problems.map(({ kind }) => kind)
        expect(kinds).not.toContain('cycle')
        expect(kinds).not.toContain('wrongPort')
        expect(kinds).not.toContain('tooManyInputs')
      }),
    )
  })

  it('takes a chain of 2,000 nodes', () => {
    const long = mnistDocument(new Array<number>(1000).fill(4))
    expect(checkConnection(long, edge('dense1000', 'dense1')).ok).toBe(false)
    expect(checkConnection(long, edge('data1', 'dense1000')).ok).toBe(true)
  })
})
