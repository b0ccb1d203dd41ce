import { create } from 'zustand'
import type { GraphDocument } from '../../engine/document/schema'
import type { PlaneAnswer } from '../../engine/probe/boundary'
import type { PlaneExamples } from '../../engine/probe/messages'
import type { EngineEvent, EngineRequest } from '../../engine/protocol'
import { t } from '../i18n/index'
import { analysisOf, trainsAlike } from './analysis'
import { currentDocument, useDocument } from './document'
import { engine, isInEngine, type Run, useRun } from './run'

/** What the network answers over its two inputs, and the weights it did so with. */
export interface Answered {
  /** Null before there is a run. */
  readonly runId: number | null
  readonly step: number
  readonly epoch: number
  readonly answer: PlaneAnswer
}

export type ExamplesState =
  /** The graph is not sound, so that nothing is known of its data. */
  | { readonly state: 'none' }
  /** Its examples are no points of a plane. */
  | { readonly state: 'noPlane'; readonly features: readonly number[] }
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly examples: PlaneExamples }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: string }

export interface PlaneState {
  readonly examples: ExamplesState
  /** Null where there is no plane, and before the first answer. */
  readonly answered: Answered | null
}

const nothing: PlaneState = { examples: { state: 'none' }, answered: null }
export const usePlane = create<PlaneState>()(() => nothing)

/** Cells along each side. */
const resolution = 60
/** Most examples that are drawn of each part. */
const mostExamples = 600
/** Shortest time between two questions, in milliseconds. */
const interval = 100
/** The engine is kept busy for at most one part in so many. */
const rest = 3

interface Watcher {
  readonly unitsOf: readonly string[]
}

const watchers = new Set<Watcher>()
let stopFollowing: (() => void) | null = null
let planeId = 0
let examplesId = 0
/** What was asked of the network last; a question is asked again only when it became another. */
let asked = ''
let askedAt = 0
/** The document without a run that was asked about last, or one that trains like it. */
let askedOf: GraphDocument | null = null
let asksOfIt = 0
let isPending = false
let notBefore = 0
let timer: ReturnType<typeof setTimeout> | undefined
/** The data whose examples are known or on their way. */
let examplesOf = ''

/**
 * Keeps the answers over the plane up to date while a run trains or, before it, the graph is edited, as long as somebody watches: one
 * question at a time, at most ten a second. Returns a function that stops.
 *
 * @param unitsOf nodes whose units are to be answered too
 */
export function watchPlane(unitsOf: readonly string[]): () => void {
  const watcher = { unitsOf }
  watchers.add(watcher)
  stopFollowing ??= follow()
  consider()
  return () => {
    watchers.delete(watcher)
    // Who only watches other units from now on does so at once.
    queueMicrotask(() => {
      if (watchers.size > 0) return
      stopFollowing?.()
      stopFollowing = null
    })
  }
}

function follow(): () => void {
  const stops = [
    engine.listen(receive),
    useRun.subscribe((state, before) => {
      if (state.engine.state !== before.engine.state) forget()
      giveUpReading()
      consider()
    }),
    useDocument.subscribe(consider),
  ]
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
    isPending = false
    asked = ''
    examplesOf = ''
    usePlane.setState(nothing)
  }
}

/** What an engine that is gone was asked is never answered. */
function forget(): void {
  isPending = false
  asked = ''
  examplesOf = ''
}

function giveUpReading(): void {
  const { state } = useRun.getState().engine
  const isGone = state === 'crashed' || state === 'failed'
  if (!isGone || usePlane.getState().examples.state !== 'reading') return
  const [message, remedy] = [t('report.engineLost'), t('engine.failed.remedy')]
  usePlane.setState({ examples: { state: 'failed', message, remedy } })
}

function shownDocument(run: Run | null): GraphDocument {
  return run?.document ?? currentDocument(useDocument.getState())
}

function consider(): void {
  const { run } = useRun.getState()
  considerExamples(shownDocument(run))
  const { answered, examples } = usePlane.getState()
  if (answered && (answered.runId !== (run?.id ?? null) || examples.state === 'none')) {
    usePlane.setState({ answered: null })
  }
  if (examples.state === 'noPlane' || isPending) return
  const unitsOf = [...new Set([...watchers].flatMap(each => each.unitsOf))].slice(0, 100)
  if (run) askRun(run, unitsOf)
  else askInitial(unitsOf)
}

function askRun(run: Run, unitsOf: string[]): void {
  if (!isInEngine(run)) return
  const question = JSON.stringify([run.id, run.step, run.state === 'running', unitsOf])
  ask(question, planeId => ({ type: 'plane', planeId, runId: run.id, resolution, unitsOf }))
}

/** Before training, the weights that it would begin with. */
function askInitial(unitsOf: string[]): void {
  const document = currentDocument(useDocument.getState())
  const { engine: link } = useRun.getState()
  if (link.state !== 'ready' || !analysisOf(document).graph) return
  if (!askedOf || !trainsAlike(askedOf, document)) asksOfIt++
  askedOf = document
  const question = JSON.stringify(['initial', asksOfIt, unitsOf])
  ask(question, planeId => ({ type: 'initialPlane', planeId, document, resolution, unitsOf }))
}

/** Asks what was not asked last, as soon as it may. */
function ask(question: string, requestOf: (planeId: number) => EngineRequest): void {
  if (question === asked) return
  clearTimeout(timer)
  const wait = notBefore - performance.now()
  if (wait > 0) {
    timer = setTimeout(consider, wait)
    return
  }
  asked = question
  askedAt = performance.now()
  isPending = true
  void engine.send(requestOf(++planeId))
}

function considerExamples(document: GraphDocument): void {
  const { graph } = analysisOf(document)
  if (!graph) {
    setExamples('', { state: 'none' })
    return
  }
  const { features } = graph.dataShape
  const key = JSON.stringify([graph.data.attrs, document.training.seed])
  if (key === examplesOf) return
  if (features.length !== 1 || features[0] !== 2) {
    setExamples(key, { state: 'noPlane', features })
    return
  }
  // An engine that ended over them would only do so again.
  if (useRun.getState().engine.state !== 'ready') return
  setExamples(key, { state: 'reading' })
  void engine.send({ type: 'examples', examplesId: ++examplesId, document, most: mostExamples })
}

function setExamples(key: string, examples: ExamplesState): void {
  examplesOf = key
  if (usePlane.getState().examples.state !== 'none' || examples.state !== 'none') {
    usePlane.setState({ examples })
  }
}

function receive(event: EngineEvent): void {
  if (event.type === 'examplesRead' && event.examplesId === examplesId) {
    const { result } = event
    if (usePlane.getState().examples.state !== 'reading') return
    if (!result.ok) {
      usePlane.setState({ examples: { state: 'failed', ...result } })
    } else if (result.examples) {
      usePlane.setState({ examples: { state: 'ready', examples: result.examples } })
    } else {
      usePlane.setState({ examples: { state: 'noPlane', features: [] } })
    }
    return
  }
  if (event.type === 'loaded') {
    // A question to the run before may have been passed over.
    forgetQuestion()
    return
  }
  if (event.type !== 'planeAnswered' || event.planeId !== planeId) return
  const now = performance.now()
  notBefore = Math.max(askedAt + interval, now + rest * Math.min(now - askedAt, 1000))
  isPending = false
  const { runId, step, epoch, result } = event
  if (result.ok && (useRun.getState().run?.id ?? null) === runId) {
    usePlane.setState({ answered: { runId, step, epoch, answer: result.answer } })
  }
  consider()
}

function forgetQuestion(): void {
  isPending = false
  asked = ''
  consider()
}
