import { expect, it } from 'vitest'
import { unmeasured } from '../../../src/engine/data/own'
import { applyChange } from '../../../src/engine/document/change'
import { parseDocument } from '../../../src/engine/document/parse'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { analyze } from '../../../src/engine/graph/analyze'
import { takeData } from '../../../src/renderer/data/take-data'
import { mnistDocument } from '../../support/documents'

const attrs = {
  ...mnistDocument([16]).nodes[0]!.attrs,
  dataset: 'ownTable',
  path: '/data/a.csv',
  missing: 'refuse',
  ignored: '',
}
const classes = { ...unmeasured, rows: 100, inputs: 4, outputs: 3, hash: 'x', classNames: 'p,q,r' }
const numbers = { ...classes, outputs: 0, classNames: '' }

function take(document: GraphDocument, measured = classes): GraphDocument {
  return takeData(document, 'data1', attrs, measured).changes.reduce(applyChange, document)
}

it('the graph follows its data: inputs, the last layer and the loss', () => {
  const before = mnistDocument([16])
  const { inputs, output } = takeData(before, 'data1', attrs, classes)
  expect(inputs).toEqual({ from: 784, to: 4 })
  expect(output).toEqual({ name: 'dense2', from: 10, to: 3 })
  const { graph, problems } = analyze(take(before))
  expect(problems).toEqual([])
  expect(graph?.dataShape).toMatchObject({ features: [4], classes: 3, targetFeatures: 1 })
})

it('numbers to predict ask for another loss, and classes after them for theirs', () => {
  const regression = take(mnistDocument([16]), numbers)
  const loss = (document: GraphDocument) => document.nodes.find(({ kind }) => kind === 'loss')!
  expect(loss(regression).attrs.function).toBe('meanSquaredError')
  expect(analyze(regression).problems).toEqual([])
  const again = take(regression, classes)
  expect(loss(again).attrs.function).toBe('softmaxCrossEntropy')
  expect(analyze(again).problems).toEqual([])
})

it('says nothing where nothing follows', () => {
  const taken = take(mnistDocument([16]))
  const { inputs, output } = takeData(taken, 'data1', attrs, classes)
  expect([inputs, output]).toEqual([null, null])
})

it('leaves what is not set out of the file, which opens as it was', () => {
  const taken = take(mnistDocument([16]))
  const text = serializeDocument(taken)
  expect(text).not.toMatch(/"missing"|"ignored"|"height"/)
  expect(parseDocument(text)).toEqual({ kind: 'ok', document: taken })
})
