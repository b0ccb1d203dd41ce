import { describe, expect, it } from 'vitest'
import { Readings } from '../../../src/engine/diagnosis/readings'
import type { Graph } from '../../../src/engine/graph/types'
import type { TelemetryLayout, TelemetryRow } from '../../../src/engine/telemetry/layout'
import { buildGraph, classes } from '../../support/networks'

/** A layout with a column of its own for every quantity of every tensor. */
function layoutOf(graph: Graph): TelemetryLayout {
  let width = 7
  const row = (name: string, nodeId: string, kind: TelemetryRow['kind']): TelemetryRow => ({
    name,
    nodeId,
    kind,
    shape: [],
    columns:
      kind === 'param'
        ? { 'gradient.meanAbs': width++, 'gradient.rms': width++, 'update.ratio': width++ }
        : { 'activation.mean': width++, 'activation.std': width++, 'gradient.rms': width++ },
  })
  const rows = graph.nodes.flatMap(({ id, kind }) => [
    ...(kind === 'dense' ? [row(`${id}.b`, id, 'param'), row(`${id}.W`, id, 'param')] : []),
    ...(kind === 'loss' ? [] : [row(id, id, 'output')]),
  ])
  return { width, rows, histogramLength: 0 }
}

describe('readings', () => {
  it('know the columns of each layer, of what comes into it, and the dropout before it', () => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'drop1', kind: 'dropout', attrs: { rate: 0.5 } },
        { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
        { id: 'relu1', kind: 'activation' },
        { id: 'drop2', kind: 'dropout', attrs: { rate: 0.2 } },
        { id: 'dense2', kind: 'dense', attrs: { units: 6 } },
        { id: 'out', kind: 'dense', attrs: { units: 3 } },
        { id: 'loss', kind: 'loss' },
      ],
      classes(4, 3),
    )
    const layout = layoutOf(graph)
    const columns = (name: string) => layout.rows.find(row => row.name === name)!.columns
    const { hidden, head } = new Readings(graph, layout)
    const inputs = ['drop1', 'drop2', 'dense2']
    const growth = [1 / Math.sqrt(0.5), 1 / Math.sqrt(0.5 * 0.8), 1 / Math.sqrt(0.5 * 0.8)]
    expect([...hidden, head]).toEqual(
      ['dense1', 'dense2', 'out'].map((id, i) => ({
        nodeId: id,
        gradientMean: columns(`${id}.W`)['gradient.meanAbs'],
        gradientRms: columns(`${id}.W`)['gradient.rms'],
        updateRatio: columns(`${id}.W`)['update.ratio'],
        deltaRms: columns(id)['gradient.rms'],
        std: columns(id)['activation.std'],
        inputMean: columns(inputs[i]!)['activation.mean'],
        inputStd: columns(inputs[i]!)['activation.std'],
        dropoutGrowth: growth[i],
      })),
    )
  })

  it('say that what is not measured has no column', () => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'out', kind: 'dense', attrs: { units: 3 } },
        { id: 'loss', kind: 'loss' },
      ],
      classes(4, 3),
    )
    const { head } = new Readings(graph, { width: 7, rows: [], histogramLength: 0 })
    expect(head).toMatchObject({ gradientRms: -1, std: -1, inputStd: -1, dropoutGrowth: 1 })
  })
})
