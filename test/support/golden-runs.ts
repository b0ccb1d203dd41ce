import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Examples, PreparedData } from '../../src/engine/data/dataset'
import type { TrainingConfig } from '../../src/engine/document/schema'
import type { Graph } from '../../src/engine/graph/types'
import type { Quantity } from '../../src/engine/telemetry/layout'
import type { DatasetPart, Metrics } from '../../src/engine/training/metrics'
import { buildGraph, type NodeSpec } from './networks'

/** What a row of telemetry shows; null where it is no number. */
export type GoldenRow = Readonly<Partial<Record<Quantity, number | null>>> & {
  readonly histogram?: readonly number[]
}

/** A training run: everything else follows from the network, the data and the config. */
export interface GoldenRun {
  readonly run: string
  readonly features: number
  readonly classes: number | null
  readonly targetFeatures: number
  readonly nodes: readonly NodeSpec[]
  readonly data: Readonly<Record<DatasetPart, { readonly x: number[]; readonly y: number[] }>>
  readonly training: Omit<TrainingConfig, 'epochs' | 'earlyStopping'>
  readonly steps: number
  /** Steps whose frames are expected, from 1. */
  readonly measured: readonly number[]
  readonly expect: {
    readonly learningRate: readonly number[]
    readonly loss: readonly number[]
    readonly gradientNorm: readonly number[]
    readonly accuracy: readonly (number | null)[]
    readonly frames: Readonly<Record<string, Readonly<Record<string, GoldenRow>>>>
    readonly state: Readonly<Record<string, number[]>>
    readonly evaluations: Readonly<Record<DatasetPart, Metrics>>
  }
}

/** The runs in test/golden/runs. */
export function readGoldenRuns(): GoldenRun[] {
  const folder = join(import.meta.dirname, '../golden/runs')
  return readdirSync(folder)
    .sort()
    .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenRun)
}

export function goldenRunGraph({ nodes, features, classes, targetFeatures }: GoldenRun): Graph {
  return buildGraph(nodes, { features: [features], classes, targetFeatures })
}

export function goldenRunData({ run, data, features, classes, targetFeatures }: GoldenRun) {
  const part = (name: DatasetPart): Examples => ({
    count: data[name].x.length / features,
    features: Float32Array.from(data[name].x),
    targets: Float32Array.from(data[name].y),
  })
  const [train, validation, test] = [part('train'), part('validation'), part('test')]
  return {
    info: {
      id: run,
      title: run,
      summary: '',
      task: classes === null ? 'regression' : 'classification',
      features: [features],
      image: null,
      classes,
      targetFeatures,
      examples: { train: train.count, test: test.count },
    },
    train,
    validation,
    test,
  } satisfies PreparedData
}
