import { randomUUID } from 'node:crypto'
import { emptyDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import type { RunRecord, RunSummary } from '../../src/shared/runs/record'

/** A run as a test wants it; unlike ids unless given. */
export function runRecord(
  changes: Partial<Omit<RunRecord, 'summary'>> & { readonly summary?: Partial<RunSummary> } = {},
): RunRecord {
  const { summary, ...rest } = changes
  return {
    id: randomUUID(),
    name: 'a run',
    summary: {
      graphName: 'net',
      origin: 'window',
      group: null,
      startedAt: 1_700_000_000_000,
      duration: 1500,
      state: 'finished',
      reason: null,
      seed: 1,
      backend: 'wasm',
      threads: 2,
      firstStep: 0,
      step: 100,
      totalSteps: 100,
      epoch: 4,
      stepsPerEpoch: 20,
      parameterCount: 51,
      examples: { train: 320, validation: 80, test: 100 },
      optimizer: 'sgd',
      learningRate: 0.1,
      batchLoss: 0.25,
      batchAccuracy: 0.9,
      metrics: {
        train: null,
        validation: { step: 100, loss: 0.3, accuracy: 0.88 },
        test: { step: 100, loss: 0.31, accuracy: 0.87 },
      },
      findings: [],
      weightsHash: null,
      ...summary,
    },
    document: serializeDocument(emptyDocument('net')),
    curves: {
      steps: [50, 100],
      loss: [0.5, 0.25],
      accuracy: [0.8, 0.9],
      evaluations: [{ part: 'validation', step: 100, loss: 0.3, accuracy: 0.88 }],
    },
    gradients: {
      rows: [{ name: 'dense1.W', nodeId: 'dense1' }],
      first: [1, 51],
      last: [50, 100],
      values: Float32Array.of(0.1, 0.2, 0.05, 0.1, 0.3, Number.NaN),
    },
    ...rest,
  }
}
