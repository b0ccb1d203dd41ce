import type { Executor } from '../../src/engine/backends/executor'
import { createReferenceExecutor } from '../../src/engine/backends/reference'
import type { DatasetInfo } from '../../src/engine/data/catalog'
import type { Examples, PreparedData } from '../../src/engine/data/dataset'
import { defaultTraining, type TrainingConfig } from '../../src/engine/document/schema'
import type { Graph } from '../../src/engine/graph/types'
import { weightsHash } from '../../src/engine/node/weights-hash'
import { compileProgram, type Program } from '../../src/engine/plan/program'
import { createRng } from '../../src/engine/random/stream'
import { type SessionOptions, TrainingSession } from '../../src/engine/training/session'

/** Points of a few classes around as many centres, or numbers to predict. */
export function pointData(
  counts: { train: number; validation?: number; test?: number },
  { features = 4, classes = 3 }: { features?: number; classes?: number | null } = {},
): PreparedData {
  const info: DatasetInfo = {
    id: 'points',
    title: 'Points',
    summary: '',
    task: classes === null ? 'regression' : 'classification',
    features: [features],
    image: null,
    classes,
    targetFeatures: 1,
    examples: { train: counts.train, test: counts.test ?? 0 },
  }
  const part = (name: string, count: number): Examples => {
    const rng = createRng(5, name)
    const targets = Float32Array.from({ length: count }, () =>
      classes === null ? rng.nextNormal() : rng.nextInt(classes),
    )
    const points = Float32Array.from(
      { length: count * features },
      (_, i) => (i % features === targets[Math.floor(i / features)] ? 2 : 0) + rng.nextNormal(),
    )
    return { count, features: points, targets }
  }
  return {
    info,
    train: part('train', counts.train),
    validation: part('validation', counts.validation ?? 0),
    test: part('test', counts.test ?? 0),
  }
}

export interface OpenedSession {
  readonly session: TrainingSession
  readonly program: Program
  /** Runs so many steps; returns one frame a step. */
  run(steps: number): Float64Array[]
  hash(): string
}

export type TestBackend = (program: Program) => Executor

export function openTestSession(
  graph: Graph,
  data: PreparedData,
  training: Partial<TrainingConfig> = {},
  maxSteps?: number,
  measuring: Pick<SessionOptions, 'telemetryEvery' | 'histogramEvery'> = {},
  backend: TestBackend = createReferenceExecutor,
): OpenedSession {
  const config = { ...defaultTraining, batchSize: 8, epochs: 2, ...training }
  const program = compileProgram(graph, config)
  const session = new TrainingSession({
    program,
    executor: backend(program),
    data,
    training: config,
    ...measuring,
    ...(maxSteps !== undefined && { maxSteps }),
  })
  return {
    session,
    program,
    run: steps =>
      Array.from({ length: steps }, () => {
        const frame = new Float64Array(program.telemetry.width)
        session.step(frame)
        return frame
      }),
    hash: () => weightsHash(session.parameters()),
  }
}
