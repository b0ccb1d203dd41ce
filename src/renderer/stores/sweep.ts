import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { GraphDocument } from '../../engine/document/schema'
import type { EngineEvent } from '../../engine/protocol'
import type { TrialProgress } from '../../engine/sweep/messages'
import { defaultObjective, type ResolveResult, resolveSweep } from '../../engine/sweep/resolve'
import {
  defaultParameters,
  mostTrials,
  type SweepMethod,
  type SweepObjective,
  type SweepParameter,
  type SweepSpec,
} from '../../engine/sweep/spec'
import type { TrialResult } from '../../engine/sweep/trial'
import { trainsAlike } from './analysis'
import { currentDocument, useDocument } from './document'
import { readKeptSweep } from './kept-sweep'
import { engine, useRun } from './run'

/** What the next sweep is to be. */
export interface SweepChoices {
  readonly method: SweepMethod
  readonly parameters: readonly SweepParameter[]
  /** Of a random search; a grid has its own number. */
  readonly trials: number
  readonly seed: number
  /** Null for what suits the data. */
  readonly objective: SweepObjective | null
  readonly length: {
    readonly unit: 'document' | 'epochs' | 'steps'
    /** Of epochs or steps. */
    readonly count: number
  }
}

/** A sweep that was started: its trials are of the graph as it was then. */
export interface StartedSweep {
  readonly document: GraphDocument
  /** What the graph was called. */
  readonly name: string
  readonly spec: SweepSpec
  /** How many trials there will be. */
  readonly total: number
  /** As they came. */
  readonly results: readonly TrialResult[]
  readonly state: 'running' | 'stopped' | 'done'
}

interface SweepStore {
  readonly choices: SweepChoices
  readonly started: StartedSweep | null
  /** What is training now. */
  readonly running: readonly TrialProgress[]
  /** Why the engine would not run it. */
  readonly problem: { readonly message: string; readonly remedy: string } | null
  /** The trial that is looked at; the best one while null. */
  readonly selected: number | null
  /** Whether the form is in sight. */
  readonly settingUp: boolean
  /** Trials within what is marked on the axes; all while null. */
  readonly filter: readonly number[] | null
}

const first: SweepStore = {
  choices: {
    method: 'random',
    parameters: defaultParameters,
    trials: 20,
    seed: 1,
    objective: null,
    length: { unit: 'document', count: 5 },
  },
  started: null,
  running: [],
  problem: null,
  selected: null,
  settingUp: true,
  filter: null,
}

/** A sweep of a larger graph is not kept over the end of the app. */
const mostKept = 2_000_000

/** Of an earlier start of the app, until the graph that it is of is opened. */
let keptSweep: StartedSweep | null = null
let lastId = 0

/** The sweep; choices and trials outlast the window, so that it can go on where it stopped. */
export const useSweep = create<SweepStore>()(
  persist((): SweepStore => first, {
    name: 'gradscope.sweep',
    version: 1,
    partialize: ({ choices, started }) => {
      const isSmall = started !== null && JSON.stringify(started.document).length < mostKept
      return { choices, started: isSmall ? started : null }
    },
    merge: kept => {
      const { choices, started } = readKeptSweep(kept)
      keptSweep = started
      return { ...first, choices: { ...first.choices, ...choices } }
    },
    migrate: () => first,
  }),
)

export function chooseSweep(choices: Partial<SweepChoices>): void {
  useSweep.setState(state => ({ choices: { ...state.choices, ...choices }, problem: null }))
}

/** The choices as a spec for a document. */
export function specOf(choices: SweepChoices, document: GraphDocument): SweepSpec {
  const { method, parameters, trials, seed, objective, length } = choices
  return {
    method,
    parameters: [...parameters],
    trials: method === 'grid' ? mostTrials : trials,
    seed,
    objective: objective ?? defaultObjective(document),
    ...(length.unit !== 'document' && { length: { unit: length.unit, count: length.count } }),
  }
}

/** Whether the choices make a sweep of the document, and of how many trials. */
export function plannedSweep(choices: SweepChoices, document: GraphDocument): ResolveResult {
  return resolveSweep(document, specOf(choices, document))
}

/** Begins a new sweep over the graph as it is now. */
export function startSweep(): void {
  const state = useDocument.getState()
  const document = currentDocument(state)
  const planned = plannedSweep(useSweep.getState().choices, document)
  if (!planned.ok) return
  const { spec, trials: total } = planned.sweep
  const { name } = state
  run({ document, name, spec, total, results: [], state: 'running' })
}

/** Goes on with the trials that are missing. */
export function resumeSweep(): void {
  const { started } = useSweep.getState()
  if (started?.state === 'stopped') run({ ...started, state: 'running' })
}

/** Ends the trials that are training; those that are done stay. */
export function cancelSweep(): void {
  if (useSweep.getState().started?.state !== 'running') return
  void engine.send({ type: 'cancelSweep', sweepId: lastId })
  stop()
}

export function selectTrial(selected: number | null): void {
  useSweep.setState({ selected })
}

/** Shows the form, or puts it away. */
export function toggleSetup(): void {
  useSweep.setState(({ settingUp }) => ({ settingUp: !settingUp }))
}

export function filterTrials(filter: readonly number[] | null): void {
  useSweep.setState({ filter })
}

function run(started: StartedSweep): void {
  const sweepId = ++lastId
  const isNew = started.results.length === 0
  useSweep.setState({
    started,
    running: [],
    problem: null,
    ...(isNew && { selected: null, settingUp: false, filter: null }),
  })
  const { document, spec, results } = started
  const done = results.map(({ trial }) => trial)
  void engine.connect().then(link => {
    if (sweepId !== lastId || useSweep.getState().started?.state !== 'running') return
    if (link) link.send({ type: 'sweep', sweepId, document, spec, done })
    else stop()
  })
}

function stop(): void {
  setStarted(started => ({ ...started, state: 'stopped' }))
  useSweep.setState({ running: [] })
}

function setStarted(change: (started: StartedSweep) => StartedSweep): void {
  useSweep.setState(({ started }) => ({ started: started && change(started) }))
}

/** Follows the engine and the document; returns a function that stops. */
export function followSweep(): () => void {
  const stops = [
    engine.listen(receive),
    useRun.subscribe(({ engine: { state } }) => {
      const isGone = state === 'crashed' || state === 'failed'
      if (isGone && useSweep.getState().started?.state === 'running') stop()
    }),
    useDocument.subscribe((state, before) => {
      if (state.generation === before.generation || keptSweep === null) return
      const { started } = useSweep.getState()
      const isWanted = trainsAlike(keptSweep.document, currentDocument(state))
      if (started === null && isWanted) useSweep.setState({ started: keptSweep, settingUp: false })
    }),
  ]
  return () => {
    for (const each of stops) each()
    useSweep.setState(first)
    keptSweep = null
  }
}

function receive(event: EngineEvent): void {
  const { started } = useSweep.getState()
  if (started?.state !== 'running') return
  if (!('sweepId' in event) || event.sweepId !== lastId) return
  if (event.type === 'sweepProgress') useSweep.setState({ running: event.running })
  if (event.type === 'trialDone') {
    const { result } = event
    setStarted(each => ({ ...each, results: [...each.results, result] }))
    useSweep.setState(({ running }) => ({
      running: running.filter(({ trial }) => trial !== result.trial),
    }))
  }
  if (event.type === 'sweepEnded') {
    const { outcome } = event
    if (outcome.ok) setStarted(each => ({ ...each, state: 'done' }))
    else {
      const { message, remedy } = outcome
      useSweep.setState({ started: null, settingUp: true, problem: { message, remedy } })
    }
    useSweep.setState({ running: [] })
  }
}
