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
    [{ ...file, author: 'me' }, 'there is no field "author"'],
    [{ ...file, Trainings: {} }, 'there is no field "Trainings"; did you mean "training"?'],
    [withNode({ attrs: { unit: 3 } }), 'node "dense1" has no field "unit"; did you mean "units"?'],
    [withNode({ attrs: { momentum: 3 } }), 'node "dense1" has no field "momentum"'],
    [withNode({ lable: 'x' }), 'node "dense1" has no field "lable"; did you mean "label"?'],
    [
      withNode({ id: undefined, lable: 'x' }),
      'id of node number 1 is missing; it must be text in quotes',
    ],
    [withTraining({ batchsize: 8 }), 'there is no field "batchsize"; did you mean "batchSize"?'],
    [
      withTraining({ optimizer: { kind: 'adam', learningRate: 1, beta3: 0.9 } }),
      'there is no field "beta3"; did you mean "beta1"?',
    ],
    [
      withTraining({ optimizer: { kind: 'sgd', learningRate: 1, beta1: 0.9 } }),
      'there is no field "beta1"',
    ],
    [
      withNode({ kind: 'dropout', attrs: { rate: 2 } }),
      'rate of node "dense1" must be a number from 0 and below 1, not 2',
    ],
    [
      withNode({ attrs: { scale: 1000 } }),
      'scale of node "dense1" must be a number from -100 to 100, not 1000',
    ],
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
    expect(reason(withTraining({ optimizer }))).toMatch(
      /^kind must be one of "sgd", "momentum", .*, not "sgdd"$/,
    )
  })

  it('lists every field that there is not', () => {
    const result = parseDocumentValue({ ...file, author: 'me', nmae: 'x' })
    expect(result.kind === 'invalid' && result.issues).toEqual([
      { path: 'author', reason: 'there is no field "author"' },
      { path: 'nmae', reason: 'there is no field "nmae"; did you mean "name"?' },
    ])
  })
})
