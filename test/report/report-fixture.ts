import type { GraphDocument } from '../../src/engine/document/schema'
import { createHistory } from '../../src/engine/telemetry/history'
import type { ReportData, ReportedPart } from '../../src/report/report-data'
import { EngineClient } from '../support/engine-client'

const runId = 1

/** Trains a document to its end and gives what a report of it says. */
export async function reportData(
  document: GraphDocument,
  datasets: string,
  more: Partial<ReportData> = {},
): Promise<ReportData> {
  const client = new EngineClient(datasets)
  await client.send({ type: 'load', runId, document, histogramEvery: 2 })
  await client.send({ type: 'run', runId })
  await client.turnUntilIdle()
  for (const part of ['train', 'validation', 'test'] as const) {
    await client.send({ type: 'evaluateDetail', runId, part })
    await client.turnUntilIdle()
  }
  await client.send({ type: 'weights', runId })
  const loaded = client.of('loaded')[0]!
  const end = client.of('state').at(-1)!
  const history = createHistory(loaded.layout.width)
  for (const { frames } of client.of('telemetry')) history.append(frames)
  const parts: Record<string, ReportedPart> = {}
  for (const event of client.of('evaluationDetail')) parts[event.part] = event
  return {
    document,
    layout: loaded.layout,
    history,
    histograms: client.of('telemetry').findLast(event => event.histograms)?.histograms ?? null,
    evaluations: client.of('evaluation').map(({ metrics, ...event }) => ({ ...event, ...metrics })),
    findings: [],
    parts,
    run: {
      ...loaded,
      state: end.state,
      step: end.step,
      epoch: end.epoch,
      reason: end.reason ?? null,
      earlyStopping: end.earlyStopping ?? null,
      weightsHash: client.of('weights')[0]!.hash,
    },
    versions: { Gradscope: '1.2.3' },
    createdAt: new Date('2026-01-02T03:04:05Z'),
    ...more,
  }
}
