import { describe, expect, it } from 'vitest'
import { parseDocumentValue } from '../../../src/engine/document/parse'
import { emptyDocument } from '../../../src/engine/document/schema'

const dense = {
  id: 'dense1',
  kind: 'dense',
  position: { x: 0, y: 0 },
  attrs: { units: 4 },
}
const file = { ...emptyDocument(), nodes: [dense] }

function reason(damaged: unknown): string {
  const result = parseDocumentValue(damaged)
  return result.kind === 'invalid' ? result.reason : result.kind
}

const withNode = (change: object) => ({ ...file, nodes: [{ ...dense, ...change }] })
const withTraining = (change: object) => ({ ...file, training: { ...file.training, ...change } })

describe('what is wrong in a file', () => {
  it.each([
    [
      withNode({ attrs: { units: 'ten' } }),
      'units of node "dense1" must be a whole number from 1 to 65,536, not "ten"',
    ],
    [
      withNode({ attrs: { units: 0 } }),
      'units of node "dense1" must be a whole number from 1 to 65,536, not 0',
    ],
    [withNode({ attrs: { bias: 1 } }), 'bias of node "dense1" must be true or false, not 1'],
    [
      withNode({ id: '1 x' }),
      'id of node number 1 must be a letter followed by up to 63 letters, digits, _ or -, not "1 x"',
    ],
    [
      withNode({ position: { x: 1e7, y: 0 } }),
      'x of node "dense1" must be at most 1,000,000, not 10000000',
    ],
    [withNode({ position: { x: 1 } }), 'y of node "dense1" is missing; it must be a number'],
    [{ ...file, nodes: [7] }, 'node number 1 must be a record in braces, not 7'],
    [{ ...file, nodes: {} }, 'nodes must be a list, not a record'],
    [withTraining({ batchSize: 0 }), 'batchSize must be at least 1, not 0'],
    [withTraining({ epochs: 1.5 }), 'epochs must be a whole number, not 1.5'],
    [{ ...file, author: 'me' }, 'there is no such field'],
  ])('%j', (damaged, text) => {
    expect(reason(damaged)).toBe(text)
  })

  it('lists the kinds of node that there are', () => {
    expect(reason(withNode({ kind: 'conv9' }))).toMatch(
      /^kind of node "dense1" must be one of "data", "dense", .*, not "conv9"$/,
    )
  })

  it('lists the choices of a field', () => {
    const optimizer = { ...file.training.optimizer, kind: 'sgdd' }
    expect(reason(withTraining({ optimizer }))).toMatch(/^kind must be .*not "sgdd"$/)
  })
})
