import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attenuationOf, blameOf } from '../../../src/engine/diagnosis/attenuation'
import { hiddenLayers, mainPath } from '../../../src/engine/diagnosis/main-path'
import { TrainingSession } from '../../../src/engine/training/session'
import { buildGraph, classes, openNetwork, runStep, tensorNamed } from '../../support/networks'
import { graphOf, networkRecipe } from '../../support/random-networks'
import { openTestSession, pointData } from '../../support/sessions'

const skip = buildGraph(
  [
    { id: 'data', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 6, init: 'xavier' } },
    { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
    { id: 'dense2', kind: 'dense', attrs: { units: 6, init: 'xavier' } },
    { id: 'sigmoid2', kind: 'activation', attrs: { function: 'sigmoid' } },
    { id: 'join', kind: 'add', from: ['tanh1', 'sigmoid2'] },
    { id: 'dense3', kind: 'dense', attrs: { units: 5 } },
    { id: 'relu3', kind: 'activation' },
    { id: 'out', kind: 'dense', attrs: { units: 3 } },
    { id: 'loss', kind: 'loss' },
  ],
  classes(4, 3),
)

describe('the main path', () => {
  it('is the longest way through dense layers', () => {
    expect(mainPath(skip).map(({ id }) => id)).toEqual([
      'data',
      'dense1',
      'tanh1',
      'dense2',
      'sigmoid2',
      'join',
      'dense3',
      'relu3',
      'out',
    ])
    expect(hiddenLayers(skip).map(({ id }) => id)).toEqual(['dense1', 'dense2', 'dense3'])
  })
})

describe('the blame split', () => {
  it('telescopes exactly to the end-to-end ratio, whatever the network', () => {
    fc.assert(
      fc.property(networkRecipe, recipe => {
        const graph = graphOf(recipe)
        const { session, program } = openTestSession(graph, dataFor(graph), {})
        const frame = new Float64Array(program.telemetry.width)
        session.step(frame)
        const { shares, byKind, total } = blameOf(frame, program.telemetry, graph)
        const product = shares.reduce((all, { factor }) => all * factor, 1)
        const products = Object.values(byKind).reduce((all, factor) => all * factor, 1)
        // Where no gradient at all passes a node, there is nothing to split.
        if (shares.some(({ factor }) => !(factor > 0 && factor < Number.POSITIVE_INFINITY))) return
        if (!(total > 0)) return
        expect(Math.abs(product / total - 1)).toBeLessThan(1e-9)
        expect(Math.abs(products / total - 1)).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    { id: 'first', kind: 'dropout', attrs: { rate: 0.2 } },
    { id: 'first', kind: 'activation', attrs: { function: 'tanh' } },
  ] as const)('begins at the first layer where $kind of the inputs has no gradient', first => {
    const [data, ...rest] = skip.nodes.map(({ id, kind, inputs, attrs }) => ({
      id,
      kind,
      attrs,
      from: inputs.map(source => (source === 'data' ? 'first' : source)),
    }))
    const graph = buildGraph([data!, { ...first, from: ['data'] }, ...rest], classes(4, 3))
    const { program, run } = openTestSession(graph, pointData({ train: 8 }))
    const [frame] = run(1)
    const { shares, byKind, total } = blameOf(frame!, program.telemetry, graph)
    expect(shares.at(-1)!.nodeId).toBe('tanh1')
    expect(total).toBeGreaterThan(0)
    const products = Object.values(byKind).reduce((all, factor) => all * factor, 1)
    expect(products / total).toBeCloseTo(1, 9)
  })

  it('is ‖Wᵀδ‖ / ‖δ‖ at a dense layer and the shrinkage by φ′ at an activation', () => {
    const network = openNetwork(skip, { rows: 7, telemetry: true })
    runStep(network)
    const norm = (name: string) => Math.hypot(...tensorNamed(network, name))
    const { program, executor } = network
    const { start, length } = program.statistics
    const frame = [...new Array<number>(7).fill(0), ...executor.slice(start, length)]
    const { shares } = blameOf(frame, program.telemetry, skip)
    const share = (id: string) => shares.find(({ nodeId }) => nodeId === id)!.factor
    expect(share('out')).toBeCloseTo(norm('d(relu3.y)') / norm('d(out.y)'), 10)
    expect(share('relu3')).toBeCloseTo(norm('d(dense3.y)') / norm('d(relu3.y)'), 10)
    expect(share('sigmoid2')).toBeCloseTo(norm('d(dense2.y)') / norm('d(sigmoid2.y)'), 10)
  })
})

describe('the attenuation', () => {
  it('is the factor of a gradient that shrinks alike at every layer', () => {
    const layers = Array.from({ length: 5 }, (_, i) => [
      { id: `dense${i}`, kind: 'dense' as const, attrs: { units: 4 } },
      { id: `tanh${i}`, kind: 'activation' as const, attrs: { function: 'tanh' } },
    ]).flat()
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        ...layers,
        { id: 'out', kind: 'dense', attrs: { units: 3 } },
        { id: 'loss', kind: 'loss' },
      ],
      classes(4, 3),
    )
    const { program } = openTestSession(graph, pointData({ train: 8 }))
    const { telemetry } = program
    const frame = new Float64Array(telemetry.width)
    hiddenLayers(graph).forEach(({ id }, i) => {
      const row = telemetry.rows.find(each => each.kind === 'output' && each.nodeId === id)!
      frame[row.columns['gradient.rms']!] = 1e-4 * 0.21 ** (4 - i)
    })
    const { factorPerLayer, firstToLast, points } = attenuationOf(frame, telemetry, graph)
    expect(factorPerLayer).toBeCloseTo(0.21, 12)
    expect(firstToLast).toBeCloseTo(0.21 ** 4, 12)
    expect(points.map(({ depth }) => depth)).toEqual([1, 2, 3, 4, 5])
  })

  it('is not a number where there are too few layers to tell', () => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'out', kind: 'dense', attrs: { units: 3 } },
        { id: 'loss', kind: 'loss' },
      ],
      classes(4, 3),
    )
    const { session, program } = openTestSession(graph, pointData({ train: 8 }))
    expect(session).toBeInstanceOf(TrainingSession)
    const frame = new Float64Array(program.telemetry.width)
    session.step(frame)
    const { points, factorPerLayer, firstToLast } = attenuationOf(frame, program.telemetry, graph)
    expect([points, factorPerLayer, firstToLast]).toEqual([[], Number.NaN, Number.NaN])
  })
})

function dataFor(graph: Parameters<typeof mainPath>[0]) {
  const { features, classes: count } = graph.dataShape
  const width = features.reduce((product, dim) => product * dim, 1)
  return pointData({ train: 16 }, { features: width, classes: count })
}
