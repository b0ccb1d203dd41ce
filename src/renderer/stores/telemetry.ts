import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { DatasetPart, EngineEvent } from '../../engine/protocol'
import { frameHeader, type TelemetryLayout } from '../../engine/telemetry/layout'
import { createHistogramHistory, type HistogramHistory } from './histogram-history'
import { createHistory, type History } from './telemetry-history'

type LoadedEvent = Extract<EngineEvent, { type: 'loaded' }>
type EvaluationEvent = Extract<EngineEvent, { type: 'evaluation' }>

/** Loss and accuracy of one part of the data, measured now and then during training. */
export interface Evaluation {
  readonly step: number
  readonly epoch: number
  readonly part: DatasetPart
  readonly loss: number
  readonly accuracy: number | null
}

export interface TelemetryState {
  /** Grows by one, at most once per animation frame, whenever anything below has changed. */
  readonly version: number
  readonly layout: TelemetryLayout | null
  /** Mutable and outside React: read it when `version` changes, never compare it. */
  readonly history: History | null
  /** How gradients were spread over the powers of two; mutable like `history`. */
  readonly histograms: HistogramHistory | null
  /** The step that the run went back to, measured again. */
  readonly visited?: { readonly step: number; readonly frame: Float64Array } | null
  /** Raised whenever the newest steps were forgotten, since the run goes on from an earlier one. */
  readonly rewinds?: number
  readonly evaluations: readonly Evaluation[]
  readonly totalSteps: number
  readonly stepsPerEpoch: number
}

const empty: Omit<TelemetryState, 'version'> = {
  layout: null,
  history: null,
  histograms: null,
  visited: null,
  rewinds: 0,
  evaluations: [],
  totalSteps: 0,
  stepsPerEpoch: 0,
}

/** Most evaluations held; beyond it every second one of each part is dropped, never the newest. */
export const maxEvaluations = 4096

const stepColumn = frameHeader.indexOf('step')

export const telemetryStore = createStore<TelemetryState>(() => ({ version: 0, ...empty }))

let current = empty
let scheduled = false

function publish(): void {
  if (scheduled) return
  scheduled = true
  requestAnimationFrame(() => {
    scheduled = false
    telemetryStore.setState(state => ({ version: state.version + 1, ...current }))
  })
}

/** Keeps every second evaluation of each part, counted from the newest. */
function thin(evaluations: readonly Evaluation[]): Evaluation[] {
  const seen = new Map<DatasetPart, number>()
  return evaluations
    .toReversed()
    .filter(({ part }) => {
      const index = seen.get(part) ?? 0
      seen.set(part, index + 1)
      return index % 2 === 0
    })
    .reverse()
}

/** The way of telemetry into the window: the run store calls these, panels only read. */
export const telemetry = {
  /** What has arrived, whether it is published or not: a window that is hidden publishes nothing. */
  now(): Omit<TelemetryState, 'version'> {
    return current
  },

  /** Forgets the last run and gets ready for frames of this layout. */
  beginRun(loaded: LoadedEvent): void {
    const { layout, totalSteps, stepsPerEpoch } = loaded
    current = {
      layout,
      totalSteps,
      stepsPerEpoch,
      history: createHistory(layout.width),
      histograms: createHistogramHistory(),
      visited: null,
      rewinds: current.rewinds ?? 0,
      evaluations: [],
    }
    publish()
  },

  /** The run went back to a step; what came after is still shown. */
  visit(step: number, frame: Float64Array | null, histograms: Float64Array | null): void {
    current = { ...current, visited: frame && { step, frame } }
    if (histograms) current.histograms?.add({ step, counts: Uint32Array.from(histograms) })
    publish()
  },

  /** Forgets what came after a step, from which the run goes on. */
  rewind(step: number): void {
    const { history, histograms, visited, evaluations, rewinds } = current
    history?.rewind(step, visited?.step === step ? visited.frame : null)
    histograms?.rewind(step)
    current = {
      ...current,
      visited: null,
      rewinds: (rewinds ?? 0) + 1,
      evaluations: evaluations.filter(evaluation => evaluation.step <= step),
    }
    publish()
  },

  /** @param frames whole frames of the current layout, oldest first; without a run they are dropped */
  appendFrames(frames: Float64Array): void {
    const { history, layout } = current
    if (!history || !layout || frames.length < layout.width) return
    // A run that was reset starts over at its first step: the old steps are another story.
    if (history.count > 0 && frames[stepColumn]! <= history.latest[stepColumn]!) {
      const fresh = createHistory(layout.width)
      const histograms = createHistogramHistory()
      current = { ...current, history: fresh, histograms, evaluations: [] }
    }
    current.history?.append(frames)
    publish()
  },

  /** @param counts of every gradient at one step, as `TelemetryLayout.histogramLength` says */
  addHistograms(step: number, counts: Float64Array): void {
    current.histograms?.add({ step, counts: Uint32Array.from(counts) })
    publish()
  },

  addEvaluation(event: EvaluationEvent): void {
    const { step, epoch, part, metrics } = event
    // At most one per part and step: the best weights of a run are evaluated again at its end.
    const taken = current.evaluations.findIndex(e => e.part === part && e.step === step)
    const evaluation = { step, epoch, part, ...metrics }
    const evaluations =
      taken < 0 ? [...current.evaluations, evaluation] : current.evaluations.with(taken, evaluation)
    current = {
      ...current,
      evaluations: evaluations.length > maxEvaluations ? thin(evaluations) : evaluations,
    }
    publish()
  },

  clear(): void {
    current = empty
    publish()
  },
}

/** Renders again when the selected part of the state changes; select `version` to follow frames. */
export function useTelemetry<T>(selector: (state: TelemetryState) => T): T {
  return useStore(telemetryStore, selector)
}
