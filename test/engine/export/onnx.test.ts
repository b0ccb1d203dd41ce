import { describe, expect, it } from 'vitest'
import { defaultTraining } from '../../../src/engine/document/schema'
import { exportOnnx } from '../../../src/engine/export/onnx'
import { weightParts } from '../../../src/engine/export/weights'
import { compute, exportCases } from '../../support/exports'
import { relativeDistance } from '../../support/golden'
import { buildGraph, classes } from '../../support/networks'
import { evaluateOnnx, readOnnx } from '../../support/onnx-reader'

describe('an ONNX model, read by the specification', () => {
  it.each(exportCases.map(each => [each.name, each] as const))('%s', (_name, each) => {
    const { source, weights, x } = each
    const model = readOnnx(exportOnnx(source, weightParts(source.graph, weights, 1)))
    const { logits, output, probabilities } = evaluateOnnx(model, { input: x })
    const raw = [...(logits ?? output)!.values]
    expect(relativeDistance(raw, compute(each).outputs)).toBeLessThan(1e-5)
    const loss = source.graph.loss.attrs.function
    expect(probabilities === undefined).toBe(loss === 'meanSquaredError')
    if (!probabilities) return
    const width = source.graph.loss.shape[0]!
    const expected =
      loss === 'binaryCrossEntropy'
        ? raw.map(value => 1 / (1 + Math.exp(-value)))
        : raw.map((value, i) => {
            const row = raw.slice(i - (i % width), i - (i % width) + width)
            return Math.exp(value) / row.reduce((sum, other) => sum + Math.exp(other), 0)
          })
    expect(relativeDistance([...probabilities.values], expected)).toBeLessThan(1e-9)
  })
})

describe('exportOnnx', () => {
  const source = (specs: Parameters<typeof buildGraph>[0], name = 'net') => ({
    name,
    graph: buildGraph(specs, classes(4, 3)),
    training: defaultTraining,
    version: '1.2.3',
  })
  const layers = source([
    { id: 'data1', kind: 'data' },
    { id: 'logits', kind: 'dense', attrs: { units: 3 } },
    { id: 'probabilities', kind: 'dropout' },
    { id: 'loss1', kind: 'loss' },
  ])

  it('says what it is and what goes in and out', () => {
    const model = readOnnx(exportOnnx(layers, weightParts(layers.graph, null, 1)))
    expect(model).toMatchObject({
      irVersion: 8,
      opset: 17,
      producer: 'Gradscope 1.2.3',
      name: 'net',
      inputs: ['input[batch×4]'],
      outputs: ['logits[batch×3]', 'probabilities[batch×3]'],
    })
    expect(model.docString).toContain('Output: 3 logits')
    // Dropout is not there, and nodes that are called like outputs do no harm.
    expect(model.nodes.map(({ type }) => type)).toEqual(['Gemm', 'Softmax'])
    expect([...model.initializers.keys()]).toEqual(['logits.W', 'logits.b'])
  })

  it('gives the same bytes for the same seed, and others for another', () => {
    const bytes = (seed: number) => exportOnnx(layers, weightParts(layers.graph, null, seed))
    expect(bytes(1)).toEqual(bytes(1))
    expect(bytes(1)).not.toEqual(bytes(2))
  })

  it('hands the input on where there are no layers', () => {
    const graph = buildGraph(
      [
        { id: 'data1', kind: 'data' },
        { id: 'drop1', kind: 'dropout' },
        { id: 'loss1', kind: 'loss', attrs: { function: 'meanSquaredError' } },
      ],
      classes(3, 3),
    )
    const model = readOnnx(exportOnnx({ ...layers, graph }, weightParts(graph, null, 1)))
    const { output } = evaluateOnnx(model, { input: [[1, 2, 3]] })
    expect([...output!.values]).toEqual([1, 2, 3])
  })

  it('writes attributes that are 0', () => {
    const leaky = source([
      { id: 'data1', kind: 'data' },
      { id: 'act', kind: 'activation', attrs: { function: 'leakyRelu', negativeSlope: 0 } },
      { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss1', kind: 'loss' },
    ])
    const model = readOnnx(exportOnnx(leaky, weightParts(leaky.graph, null, 1)))
    expect(model.nodes[0]!.attributes).toEqual({ alpha: 0 })
  })
})
