import { create } from 'zustand'
import type { GraphDocument } from '../../engine/document/schema'
import {
  type DatasetPart,
  type EarlyStoppingOutcome,
  type EngineEvent,
  type EngineRequest,
  type Metrics,
  protocolVersion,
  type RunState,
} from '../../engine/protocol'
import { headerValue } from '../../engine/telemetry/layout'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import { trainsAlike } from './analysis'
import {
  ConnectionError,
  connectEngine,
  type EngineConnection,
  type EnginePort,
} from './engine-connection'
import { toastError, toasts } from './messages'
import { takenOverText } from './taken-over'
import { telemetry } from './telemetry'

type Loaded = Extract<EngineEvent, { type: 'loaded' }>

export type EngineStatus =
  | { readonly state: 'idle' | 'connecting' }
  | { readonly state: 'ready'; readonly backend: string }
  /** It ended by itself, or never answered. */
  | { readonly state: 'crashed' | 'failed'; readonly reason: string }

/** A training run as the window knows it. */
export interface Run {
  readonly id: number
  /** The graph being trained, as it was when the run began. */
  readonly document: GraphDocument
  /** `loading` until the engine has compiled it, `lost` when the engine went away before its end. */
  readonly state: RunState | 'loading' | 'failed' | 'lost'
  /** The engine that had it went away, before its end or after it. */
  readonly isGone: boolean
  /** Null until compiled. */
  readonly loaded: Loaded | null
  readonly step: number
  readonly epoch: number
  readonly stepsPerSecond: number
  /** Why it diverged or failed. */
  readonly reason: string | null
  /** Of a finished run: what early stopping came to, where it was asked for. */
  readonly earlyStopping: EarlyStoppingOutcome | null
  /** Of a run that ended: SHA-256 of its weights, the same for the same graph, data and seed. */
  readonly weightsHash: string | null
  /** Of a run that went back to an earlier step: the newest one, which it can return to. */
  readonly newestStep: number | null
  /** The step of its checkpoint on the disk. */
  readonly keptStep: number | null
  /** The newest evaluation of each part. */
  readonly metrics: Readonly<Partial<Record<DatasetPart, Metrics>>>
}

/** Gradients are counted by size at every so many steps: often enough to follow, and hardly felt. */
const histogramEvery = 20

export interface RunStore {
  readonly engine: EngineStatus
  readonly run: Run | null
}

/** How the window reaches the engine; set once at the start, a fake one in tests. */
export type PortSource = () => Promise<EnginePort>

export const useRun = create<RunStore>()(() => ({ engine: { state: 'idle' }, run: null }))

const { getState: get, setState: set } = useRun
let openPort: PortSource = () => Promise.reject(new Error('no port source'))
let connection: EngineConnection | null = null
let connecting: Promise<EngineConnection | null> | null = null
/** Counts connections given up, so that a late answer from an old one is not taken. */
let attempt = 0
let lastRunId = 0
const listeners = new Set<(event: EngineEvent) => void>()
/** What to ask for as soon as the graph is compiled; null when it was paused before that. */
let afterLoad: 'run' | 'step' | null = 'run'
/** What is shown of how the last run ended; it goes when the run does. */
let runToast: string | null = null

function reportRun(title: string, remedy: string): void {
  withdrawReport()
  runToast = toastError(title, remedy)
}

function withdrawReport(): void {
  if (runToast !== null) toasts.close(runToast)
  runToast = null
}

/** Takes the report of a divergence back where a finding says more. */
export function withdrawDivergence(): void {
  if (get().run?.state === 'diverged') withdrawReport()
}

/** Whether Train and Step go on with this run rather than begin a new one. */
export function canContinue(run: Run | null, document: GraphDocument): run is Run {
  return (
    run !== null &&
    (run.state === 'ready' || run.state === 'paused') &&
    trainsAlike(run.document, document)
  )
}

/** Whether the run's figures are of an older graph than the one shown. */
export function isStale(run: Run | null, document: GraphDocument): boolean {
  return run !== null && !trainsAlike(run.document, document)
}

export function isRunning(run: Run | null): boolean {
  return run?.state === 'running' || run?.state === 'loading' || run?.state === 'replaying'
}

/** Whether the engine has the run, and can be asked about it. */
export function isInEngine(run: Run | null): run is Run & { readonly loaded: Loaded } {
  return !!run?.loaded && !run.isGone && run.state !== 'failed'
}

/** Whether the run can go back to an earlier step. */
export function canTravel(run: Run | null): run is Run {
  if (!isInEngine(run)) return false
  const { state } = run
  return (
    state === 'running' ||
    state === 'replaying' ||
    state === 'paused' ||
    state === 'finished' ||
    state === 'stopped' ||
    state === 'diverged'
  )
}

/** The run as far as it would be missed: one that goes on, or one that can go on. */
export function unfinishedRun(run: Run | null): 'none' | 'running' | 'paused' {
  if (isRunning(run)) return 'running'
  // What stands on the disk can be resumed when the file is opened again.
  return run?.state === 'paused' && run.keptStep !== run.step ? 'paused' : 'none'
}

export const engine = {
  /** @param source opens a port to the engine; asked again after a crash */
  use(source: PortSource): void {
    openPort = source
  },

  /** Connects if there is no connection; gives null, and says why in the store, where it cannot. */
  connect(): Promise<EngineConnection | null> {
    if (connection) return Promise.resolve(connection)
    connecting ??= open().finally(() => {
      connecting = null
    })
    return connecting
  },

  /** Asks for something beside the run, such as a gradient check; nothing where there is no engine. */
  async send(request: EngineRequest): Promise<void> {
    const link = await engine.connect()
    link?.send(request)
  },

  /** Hears every event of the engine, after the run took it; returns a function that stops. */
  listen(listener: (event: EngineEvent) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  /** The host or its worker is gone: the run is lost, the next Train connects afresh. */
  crashed(reason: string): void {
    attempt++
    connecting = null
    connection?.close()
    connection = null
    set(({ run }) => ({ engine: { state: 'crashed', reason }, run: run && endRun(run) }))
  },

  /** Trains the document: goes on with a paused run of the same graph, or begins a new run. */
  async train(document: GraphDocument): Promise<void> {
    await advance(document, 'run')
  },

  /** Goes on with a run of this graph that was kept on the disk. */
  async resume(document: GraphDocument): Promise<void> {
    const link = await engine.connect()
    if (link) load(link, document, 'run', 'checkpoint')
  },

  /** Trains an edited graph on from where the run is, with what fits of its weights. */
  async fork(document: GraphDocument): Promise<void> {
    const link = await engine.connect()
    if (link) load(link, document, 'run', 'current')
  },

  /** Back, or forth again, to the state after a step; there the run pauses. */
  travel(step: number): void {
    const { run } = get()
    if (canTravel(run)) connection?.send({ type: 'travel', runId: run.id, step })
  },

  /** One training step, then pause. */
  async step(document: GraphDocument): Promise<void> {
    await advance(document, 'step')
  },

  pause(): void {
    afterLoad = null
    tell('pause')
  },

  stop(): void {
    afterLoad = null
    tell('stop')
  },

  /** Back to step 0; a run of an older graph, or one that is lost, is dropped. */
  reset(document: GraphDocument): void {
    const { run } = get()
    if (!run) return
    if (!connection || !run.loaded || run.isGone || isStale(run, document)) {
      engine.forget()
      return
    }
    withdrawReport()
    telemetry.beginRun(run.loaded)
    set({
      run: {
        ...run,
        step: 0,
        epoch: 0,
        stepsPerSecond: 0,
        reason: null,
        earlyStopping: null,
        weightsHash: null,
        newestStep: null,
        keptStep: null,
        metrics: {},
      },
    })
    tell('reset')
  },

  /** Ends and forgets the run: another document came into the window. */
  forget(): void {
    const { run } = get()
    if (run && isRunning(run)) tell('stop')
    withdrawReport()
    telemetry.clear()
    set({ run: null })
  },
}

/** A full disk is told once, not at every pause. */
let keepingProblem: string | null = null

/** @param problem as the file system of the engine puts it; null where the run was kept */
function reportKeeping(problem: string | null): void {
  if (keepingProblem === problem) return
  keepingProblem = problem
  if (problem === null) return
  const isFull = /^(ENOSPC|EDQUOT)\b/.test(problem)
  const remedy = isFull ? t('run.notKept.full') : t('run.notKept.remedy', { reason: problem })
  toastError(t('run.notKept'), remedy)
}

function endRun(run: Run): Run {
  const over = run.state === 'finished' || run.state === 'stopped' || run.state === 'diverged'
  return { ...run, isGone: true, ...(!over && { state: 'lost', stepsPerSecond: 0 }) }
}

async function open(): Promise<EngineConnection | null> {
  const mine = ++attempt
  set({ engine: { state: 'connecting' } })
  try {
    const port = await openPort()
    const opened = await connectEngine(port, event => {
      if (mine !== attempt) return
      receive(event)
      for (const listen of listeners) listen(event)
    })
    if (mine !== attempt) {
      opened.close()
      return null
    }
    connection = opened
    set({ engine: { state: 'ready', backend: opened.backend } })
    return opened
  } catch (error) {
    if (mine === attempt) reportFailure(error)
    return null
  }
}

function reportFailure(error: unknown): void {
  const failure =
    error instanceof ConnectionError
      ? error.failure
      : { kind: 'failed' as const, reason: error instanceof Error ? error.message : String(error) }
  const reason =
    failure.kind === 'timeout'
      ? t('engine.timeout')
      : failure.kind === 'protocol'
        ? t('engine.protocol', { theirs: failure.theirs, ours: protocolVersion })
        : failure.reason
  set({ engine: { state: 'failed', reason } })
  const remedy =
    failure.kind === 'protocol' ? t('engine.protocol.remedy') : t('engine.failed.remedy')
  toastError(t('engine.failed.title'), remedy)
}

async function advance(document: GraphDocument, how: 'run' | 'step'): Promise<void> {
  const link = await engine.connect()
  if (!link) return
  const { run } = get()
  if (run?.state === 'loading' && trainsAlike(run.document, document)) {
    afterLoad = how
    return
  }
  if (canContinue(run, document)) {
    goOn(run)
    tell(how)
    return
  }
  load(link, document, how)
}

/** What came after the step that the run went back to is trained again. */
function goOn(run: Run): void {
  if (run.newestStep === null) return
  telemetry.rewind(run.step)
  update({ newestStep: null, metrics: {} })
}

function load(
  link: EngineConnection,
  document: GraphDocument,
  how: 'run' | 'step',
  from?: 'checkpoint' | 'current',
): void {
  const id = ++lastRunId
  afterLoad = how
  withdrawReport()
  telemetry.clear()
  set({
    run: {
      id,
      document,
      state: 'loading',
      isGone: false,
      loaded: null,
      step: 0,
      epoch: 0,
      stepsPerSecond: 0,
      reason: null,
      earlyStopping: null,
      weightsHash: null,
      newestStep: null,
      keptStep: null,
      metrics: {},
    },
  })
  link.send({ type: 'load', runId: id, document, histogramEvery, ...(from && { from }) })
}

function tell(type: 'run' | 'step' | 'pause' | 'stop' | 'reset'): void {
  const { run } = get()
  if (run && connection) connection.send({ type, runId: run.id })
}

function update(change: Partial<Run>): void {
  set(({ run }) => ({ run: run && { ...run, ...change } }))
}

function receive(event: EngineEvent): void {
  const { run } = get()
  if (event.type === 'lost') engine.crashed(event.reason)
  if (!('runId' in event)) return
  if (event.type === 'failed') {
    if (event.runId !== null && event.runId !== run?.id) return
    if (run && event.runId !== null) update({ state: 'failed', reason: event.message })
    reportRun(engineText(event.message), engineText(event.remedy))
    return
  }
  // What an older run still had to say does not concern the present one.
  if (!run || event.runId !== run.id) return
  switch (event.type) {
    case 'loaded':
      telemetry.beginRun(event)
      update({ loaded: event, state: 'ready', step: event.firstStep })
      if (event.takenOver)
        toasts.add({ ...takenOverText(event.takenOver), type: 'info', timeout: 12_000 })
      if (afterLoad) tell(afterLoad)
      break
    case 'state':
      receiveState(event)
      break
    case 'travelled': {
      const { step, epoch, newestStep, frame, histograms } = event
      update({ step, epoch, newestStep: newestStep === step ? null : newestStep })
      telemetry.visit(step, frame, histograms)
      break
    }
    case 'kept':
      update({ keptStep: event.problem === null ? event.step : null })
      reportKeeping(event.problem)
      break
    case 'telemetry':
      receiveFrames(event.frames, event.stepsPerSecond)
      if (event.histograms) {
        telemetry.addHistograms(event.histograms.step, event.histograms.counts)
      }
      break
    case 'evaluation':
      telemetry.addEvaluation(event)
      update({ metrics: { ...run.metrics, [event.part]: event.metrics } })
      break
  }
}

function receiveState(event: Extract<EngineEvent, { type: 'state' }>) {
  const { state, step, epoch, reason, earlyStopping, weightsHash } = event
  const loaded = get().run?.loaded
  if (state === 'ready' && loaded) {
    // After a reset: what was still under way when it was asked for is of before it.
    telemetry.beginRun(loaded)
    update({ metrics: {} })
  }
  update({
    state,
    step,
    epoch,
    reason: reason ?? null,
    earlyStopping: earlyStopping ?? null,
    weightsHash: weightsHash ?? null,
  })
  if (state !== 'running') update({ stepsPerSecond: 0 })
  if (state === 'diverged') {
    const title = reason
      ? `${t('run.diverged.title')}: ${engineText(reason)}`
      : t('run.diverged.title')
    reportRun(title, t('run.diverged.remedy'))
  }
}

function receiveFrames(frames: Float64Array, stepsPerSecond: number): void {
  telemetry.appendFrames(frames)
  const width = get().run?.loaded?.layout.width
  if (!width || frames.length < width) return
  const last = frames.length - width
  update({
    step: headerValue(frames, 'step', last),
    epoch: headerValue(frames, 'epoch', last),
    stepsPerSecond,
  })
}
