import type { GradientCheck } from '../diagnosis/gradient-check'
import type { TelemetryLayout } from '../telemetry/layout'
import type { ActivationHistograms } from '../training/activation-histograms'
import type { LayerTensors } from '../training/layer-tensors'

/** A run on the disk that can be resumed. */
export interface KeptCheckpoint {
  readonly step: number
  readonly totalSteps: number
  readonly epoch: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

/** One training step of a network at its initial weights. */
export interface Xray {
  readonly layout: TelemetryLayout
  /** As the first step of a run would give it, but for the number of examples. */
  readonly frame: Float64Array
  /** Examples in the batch: at most the document's. */
  readonly rows: number
  /** Per node, the share of its outputs that are exactly 0. */
  readonly zeroOutputs: Readonly<Record<string, number>>
  /** What the loss should be about before anything is learned: ln C; null without classes. */
  readonly expectedLoss: number | null
}

/** What a network looks like before it is trained, or why that is not known. */
export type XrayOutcome = { readonly ok: true; readonly xray: Xray } | NotDone

/** Why a look into a layer shows nothing. */
export interface NotShown {
  readonly ok: false
  readonly message: string
  readonly remedy: string
}

/** Why nothing was done for a document, and the node that stands in the way. */
export interface NotDone extends NotShown {
  readonly nodeId: string | null
}

export type TensorsOutcome = { readonly ok: true; readonly layer: LayerTensors } | NotShown
export type ActivationsOutcome =
  | { readonly ok: true; readonly histograms: ActivationHistograms }
  | NotShown

/** What a gradient check found, or why there was none. */
export type CheckOutcome =
  | {
      readonly ok: true
      /** At the initial weights. */
      readonly initial: GradientCheck
      /** After some training, where asked for. */
      readonly trained: (GradientCheck & { readonly steps: number }) | null
      readonly passed: boolean
    }
  | NotDone
