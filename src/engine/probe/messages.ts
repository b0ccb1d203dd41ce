import type { DatasetPart } from '../training/metrics'
import type { Plane, PlaneAnswer } from './boundary'
import type { LandscapeGrid } from './landscape'

/** Why there is no answer. */
export interface ProbeFailure {
  readonly ok: false
  readonly message: string
  readonly remedy: string
}

export type PlaneOutcome = { readonly ok: true; readonly answer: PlaneAnswer } | ProbeFailure

/** Examples as points, in the data's own units. */
export interface ExamplePoints {
  /** [points, 2] */
  readonly points: Float32Array
  /** Class index, or the first number to predict. */
  readonly targets: Float32Array
}

/** Examples of a data set whose examples are two numbers. */
export interface PlaneExamples extends Readonly<Record<DatasetPart, ExamplePoints>> {
  readonly plane: Plane
  readonly classes: number | null
  /** Null where classes have numbers only. */
  readonly classNames: readonly string[] | null
}

export type ExamplesOutcome =
  /** Null where examples are no points of a plane. */
  { readonly ok: true; readonly examples: PlaneExamples | null } | ProbeFailure

/** A landscape under way. */
export interface LandscapeSoFar extends LandscapeGrid {
  /** [β][α], from −range up; NaN where there is no loss yet. */
  readonly losses: Float64Array
  /** Points that are measured. */
  readonly done: number
}

/** The loss around the weights of one step. */
export interface Landscape extends LandscapeGrid {
  readonly losses: Float64Array
  readonly seed: number
  readonly part: 'train' | 'validation'
  /** Examples it was measured on. */
  readonly examples: number
  readonly runId: number
  readonly step: number
  readonly epoch: number
}

export type LandscapeOutcome = { readonly ok: true; readonly landscape: Landscape } | ProbeFailure
