import { create } from 'zustand'
import type { EvaluationDetail } from '../../engine/diagnosis/evaluation/detail'
import type { DatasetPart, EngineEvent } from '../../engine/protocol'
import type { Cell, CellFigure } from '../panels/charts/confusion/view'
import { engine, isInEngine, type Run, useRun } from './run'

type DetailEvent = Extract<EngineEvent, { type: 'evaluationDetail' }>

/** A part as it was judged at one step; the detail is null where it has no examples. */
export interface JudgedPart {
  readonly runId: number
  readonly step: number
  readonly epoch: number
  readonly detail: EvaluationDetail | null
}

export const evaluatedParts = ['train', 'validation', 'test'] as const satisfies DatasetPart[]

interface EvaluationState {
  /** The part in sight. */
  readonly part: DatasetPart
  readonly figure: CellFigure
  /** The cell of the confusion matrix whose examples are shown; null for the worst of all. */
  readonly cell: Cell | null
  /** Of the present run, as they were judged last. */
  readonly parts: Readonly<Partial<Record<DatasetPart, JudgedPart>>>
}

export const useEvaluation = create<EvaluationState>()(() => ({
  part: 'validation',
  figure: 'count',
  cell: null,
  parts: {},
}))

/** While a run trains, its parts are judged again at the end of an epoch, but no more often than that. */
const leastPause = 2000

/** Parts that were asked for and not answered. */
const asked = new Set<DatasetPart>()
let askedRun: number | null = null
let lastAsked = Number.NEGATIVE_INFINITY
/** The step that was shown when the last question was asked. */
let stepAsked = -1

/** Shows another part; it is judged by the weights as they are. */
export function showPart(part: DatasetPart): void {
  useEvaluation.setState({ part, cell: null })
  askForMissing(useRun.getState().run)
}

/** Judges the parts in sight whenever there is something new; returns a function that stops. */
export function followEvaluation(): () => void {
  const stops = [
    engine.listen(receive),
    useRun.subscribe(({ run }, { run: before }) => {
      if (run?.id !== askedRun) forget()
      const isChanged = run?.state !== before?.state || run?.id !== before?.id
      // A single step leaves the state as it was.
      if (isChanged || (run?.state !== 'running' && run?.step !== before?.step)) askForMissing(run)
    }),
  ]
  const { run } = useRun.getState()
  if (run?.id !== askedRun) forget()
  askForMissing(run)
  return () => {
    for (const stop of stops) stop()
    asked.clear()
  }
}

function forget(): void {
  asked.clear()
  askedRun = null
  useEvaluation.setState({ parts: {}, cell: null })
}

const judgeable: readonly Run['state'][] = [
  'ready',
  'running',
  'paused',
  'finished',
  'stopped',
  'diverged',
]

/** Training and validation are read together; the test part only where it is looked at. */
function partsInSight(): DatasetPart[] {
  const { part } = useEvaluation.getState()
  return part === 'test' ? ['train', 'validation', 'test'] : ['train', 'validation']
}

function askForMissing(run: Run | null): void {
  if (!isInEngine(run) || !judgeable.includes(run.state)) return
  askedRun = run.id
  lastAsked = performance.now()
  stepAsked = run.step
  const { parts } = useEvaluation.getState()
  for (const part of partsInSight()) {
    const known = parts[part]
    const isNew = known?.runId !== run.id || isOutdated(known, run)
    if (isNew && !asked.has(part)) {
      asked.add(part)
      void engine.send({ type: 'evaluateDetail', runId: run.id, part })
    }
  }
}

/** Early stopping may have restored the weights of an earlier step than the run's last. */
function isOutdated(known: JudgedPart, { step, earlyStopping }: Run): boolean {
  return known.step !== (earlyStopping?.restored ? earlyStopping.best.step : step)
}

function receive(event: EngineEvent): void {
  const { run } = useRun.getState()
  if (event.type === 'evaluationDetail' && event.runId === run?.id) take(event, run)
  if (event.type !== 'evaluation' || event.part !== 'validation' || event.runId !== run?.id) return
  if (performance.now() - lastAsked >= leastPause) askForMissing(run)
}

function take({ runId, part, step, epoch, detail }: DetailEvent, run: Run): void {
  asked.delete(part)
  const { parts, cell } = useEvaluation.getState()
  const isStill = detail?.task === 'classification'
  useEvaluation.setState({
    parts: { ...parts, [part]: { runId, step, epoch, detail } },
    cell: isStill ? cell : null,
  })
  // The run went on, and ended, while it was answered.
  if (run.state !== 'running' && run.step !== stepAsked) askForMissing(run)
}
