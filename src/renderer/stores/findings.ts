import { create } from 'zustand'
import { type Finding, soundThresholds, type Thresholds } from '../../engine/diagnosis/finding'
import type { Fix, FixId } from '../../engine/diagnosis/fixes'
import {
  type EvaluatedPart,
  RunRecorder,
  type RunSummary,
} from '../../engine/diagnosis/run-summary'
import type { Change } from '../../engine/document/change'
import type { GraphDocument } from '../../engine/document/schema'
import type { EngineEvent } from '../../engine/protocol'
import { fixTitle } from '../i18n/findings'
import { useRecorded } from '../runs/recorded'
import { analysisOf } from './analysis'
import { currentDocument, useDocument } from './document'
import { engine, type Run, useRun, withdrawDivergence } from './run'
import { useSettings } from './settings'
import { telemetryStore } from './telemetry'
import { type History, lastStep as newestStepOf } from './telemetry-history'

type LoadedEvent = Extract<EngineEvent, { type: 'loaded' }>

/** The run before a fix beside the one after it, both looked at after the same number of steps. */
export interface Comparison {
  readonly fix: FixId
  readonly before: RunSummary
  /** Grows while the run goes on, up to the step of `before`. */
  readonly after: RunSummary | null
  /** The graph with the fix. */
  readonly document: GraphDocument
  /** Whether the run with the fix is over, at whatever step. */
  readonly ended: boolean
  /** The run before the fix as it is kept; null where it was not kept yet. */
  readonly keptBefore: string | null
}

/** A fix that is looked at before it is applied. */
export interface Preview {
  readonly fix: Fix
  /** Nodes of the graph that it would change, or put something next to. */
  readonly nodeIds: ReadonlySet<string>
}

interface FindingsState {
  /** The present run; null while there is none. */
  readonly summary: RunSummary | null
  readonly comparison: Comparison | null
  readonly preview: Preview | null
}

export const useFindings = create<FindingsState>()(() => ({
  summary: null,
  comparison: null,
  preview: null,
}))

/** Twice a second: numbers that change faster cannot be read. */
const intervalMs = 500

/** What is being followed: the run, and the same run up to the step it is compared at. */
interface Followed {
  readonly id: number
  readonly document: GraphDocument
  readonly loaded: LoadedEvent
  readonly evaluations: EvaluatedPart[]
  recorder: RunRecorder
  compared: RunRecorder | null
}

let followed: Followed | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Starts afresh at step 0. */
function beginRun({ id, document, loaded }: Run): void {
  const { comparison } = useFindings.getState()
  const compares = comparison !== null && comparison.document === document
  const recorder = loaded && record(document, loaded)
  if (!recorder) {
    forgetRun()
    return
  }
  const compared = compares ? record(document, loaded, comparison.before.step) : null
  followed = { id, document, loaded, recorder, compared, evaluations: [] }
  publish()
}

function forgetRun(): void {
  followed = null
  clearTimeout(timer)
  timer = undefined
  useFindings.setState({ summary: null })
}

/** What the engine says of the present run. */
function receive(event: EngineEvent): void {
  const { run } = useRun.getState()
  if (!run || !('runId' in event) || event.runId !== run.id) return
  if (event.type === 'loaded') {
    beginRun(run)
    return
  }
  if (event.type === 'state') {
    // Ready again: the run was reset.
    if (event.state === 'ready' && followed && followed.recorder.step > 0) beginRun(run)
    else publish()
  }
  if (!followed) return
  if (event.type === 'telemetry') {
    followed.recorder.observe(event.frames)
    followed.compared?.observe(event.frames)
    publishSoon()
  }
  if (event.type === 'evaluation') {
    followed.evaluations.push(event)
    followed.recorder.evaluated(event)
    followed.compared?.evaluated(event)
    publishSoon()
  }
}

/** Applies a fix as one undo step. */
export function applyFix({ id, changes }: Fix): void {
  useFindings.setState({ preview: null })
  useDocument.getState().edit({ key: 'history.applyFix', values: { fix: fixTitle(id) } }, changes)
}

/**
 * Applies a fix and begins a comparison of the run so far with the next run of the changed graph; gives
 * that graph.
 */
export function applyAndCompare(fix: Fix): GraphDocument {
  const before = followed?.recorder.summary() ?? null
  applyFix(fix)
  const document = currentDocument(useDocument.getState())
  const keptBefore = useRecorded.getState().id
  const comparison = before && {
    fix: fix.id,
    before,
    after: null,
    document,
    ended: false,
    keptBefore,
  }
  useFindings.setState({ comparison })
  return document
}

export function endComparison(): void {
  if (followed) followed.compared = null
  useFindings.setState({ comparison: null })
}

/** Shows on the canvas what a fix would change; null to show nothing. */
export function previewFix(fix: Fix | null): void {
  useFindings.setState({ preview: fix && { fix, nodeIds: touchedNodes(fix.changes) } })
}

function touchedNodes(changes: readonly Change[]): Set<string> {
  const ids = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'setAttrs') ids.add(change.id)
    if (change.kind === 'replaceEdge') {
      ids.add(change.edge.from.node)
      ids.add(change.edge.to.node)
    }
  }
  return ids
}

/** Follows edits and thresholds; returns a function that stops. */
export function followFindings(): () => void {
  const stopEngine = engine.listen(receive)
  const stopRun = useRun.subscribe(({ run }) => {
    if (followed && run?.id !== followed.id) forgetRun()
  })
  const stopDocument = useDocument.subscribe((state, before) => {
    if (state.generation !== before.generation) useFindings.setState({ comparison: null })
    // What a fix would change is of the graph it was made for.
    const edited = currentDocument(state) !== currentDocument(before)
    if (edited && useFindings.getState().preview) useFindings.setState({ preview: null })
  })
  const stopRewinds = telemetryStore.subscribe((state, before) => {
    if (state.rewinds === before.rewinds || !followed) return
    const { history } = state
    const newest = history && history.count > 0 ? newestStepOf(history) : 0
    const kept = followed.evaluations.filter(({ step }) => step <= newest)
    followed.evaluations.splice(0, followed.evaluations.length, ...kept)
    lookAgain()
  })
  const stopSettings = useSettings.subscribe((state, before) => {
    if (state.thresholds !== before.thresholds) lookAgain()
  })
  return () => {
    stopEngine()
    stopRun()
    forgetRun()
    stopDocument()
    stopRewinds()
    stopSettings()
  }
}

function record(
  document: GraphDocument,
  { layout }: LoadedEvent,
  lastStep?: number,
): RunRecorder | null {
  const { graph } = analysisOf(document)
  return graph && new RunRecorder(graph, layout, document.training, thresholds(), lastStep)
}

function thresholds(): Partial<Thresholds> {
  return soundThresholds(useSettings.getState().thresholds)
}

/** Judges the run by other thresholds, from what is kept of its frames. */
function lookAgain(): void {
  const { history } = telemetryStore.getState()
  if (!followed || !history) return
  const fresh = record(followed.document, followed.loaded)
  if (!fresh) return
  const evaluations = [...followed.evaluations]
  const frame = new Float64Array(history.width)
  for (let slot = 0; slot < history.count; slot++) {
    readSlot(history, slot, frame)
    fresh.observe(frame)
    while (evaluations[0] && evaluations[0].step <= fresh.step) {
      fresh.evaluated(evaluations.shift()!)
    }
  }
  followed.recorder = fresh
  publish()
}

/** A long run keeps several steps in one slot: their largest values then stand for all. */
function readSlot({ columns }: History, slot: number, frame: Float64Array): void {
  for (let c = 0; c < frame.length; c++) frame[c] = columns[c]!.max[slot]!
}

function publishSoon(): void {
  timer ??= setTimeout(publish, intervalMs)
}

function publish(): void {
  clearTimeout(timer)
  timer = undefined
  if (!followed) return
  const { recorder, compared } = followed
  const { comparison } = useFindings.getState()
  const summary = recorder.summary()
  useFindings.setState({
    summary,
    ...(comparison &&
      compared && { comparison: { ...comparison, after: compared.summary(), ended: hasEnded() } }),
  })
  if (present(summary.findings).some(({ severity }) => severity === 'error')) withdrawDivergence()
}

function hasEnded(): boolean {
  const state = useRun.getState().run?.state
  return state === 'finished' || state === 'stopped' || state === 'diverged'
}

/** Findings that hold now. */
export function present(list: readonly Finding[]): Finding[] {
  return list.filter(({ over }) => !over)
}
