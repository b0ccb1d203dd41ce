import type { Augmentation } from './augment'
import type { DatasetInfo } from './catalog'

/** Examples in rows. */
export interface Examples {
  readonly count: number
  /** [count, features], row-major. */
  readonly features: Float32Array
  /** Class index per example for classification, else [count, targetFeatures]. */
  readonly targets: Float32Array
}

/** A data set as it was read. */
export interface Dataset {
  readonly info: DatasetInfo
  readonly train: Examples
  readonly test: Examples
  /** Whether features that are NaN stand for missing values. */
  readonly hasMissing?: boolean
}

/** Per column, what was taken away from its values and what they were then divided by. */
export interface Scale {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/** What a session trains on: split and normalised. */
export interface PreparedData {
  readonly info: DatasetInfo
  readonly train: Examples
  readonly validation: Examples
  readonly test: Examples
  /** What is done to images of training batches; absent where nothing is. */
  readonly augmentation?: Augmentation
  /** How features were normalised, to tell them in their own units; absent where they were not. */
  readonly featureScale?: Scale
  /** The same of numbers to predict. */
  readonly targetScale?: Scale
}

export type DataResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly remedy: string }
