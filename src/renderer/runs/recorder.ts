import type { EngineEvent } from '../../engine/protocol'
import type { RunSummary, SaveOutcome } from '../../shared/runs/record'
import { bridge } from '../bridge'
import { t } from '../i18n/index'
import { useDocument } from '../stores/document'
import { useFindings } from '../stores/findings'
import { toastError, toastInfo } from '../stores/messages'
import { engine, isRunning, type Run, useRun } from '../stores/run'
import { type TelemetryState, telemetry } from '../stores/telemetry'
import { recordOf } from './record-of'
import { useRecorded } from './recorded'

/** How often a run that goes on is kept. */
const everyMs = 10_000
/** What the engine says of the end of a run comes within this time. */
const settleMs = 250

/** The window's run as it is kept. */
interface Recording {
  readonly runId: number
  readonly id: string
  readonly name: string
  readonly graphName: string
  readonly startedAt: number
  /** Milliseconds of training before `since`. */
  trained: number
  /** When training went on, by the clock that nobody sets; null while it does not. */
  since: number | null
  seen: Omit<TelemetryState, 'version'>
  /** Whether something happened since it was kept last. */
  changed: boolean
}

let recording: Recording | null = null
let timer: ReturnType<typeof setTimeout> | undefined
/** A full disk is told once, not at every save. */
let told: SaveOutcome['kind'] | null = null

/** Keeps every run that the window trains; returns a function that stops. */
export function followRuns(): () => void {
  const stops = [
    engine.listen(receive),
    useRun.subscribe(({ run }, { run: before }) => {
      if (!before || !recording || before.id !== recording.runId) return
      const isReset = run?.step === 0 && before.step > 0 && run.newestStep === null
      if (run?.id !== before.id || isReset) end(before)
      else if (run.state === 'lost' && before.state !== 'lost') {
        pauseClock(recording)
        void keep(run, 'interrupted')
      }
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
    recording = null
  }
}

/** Keeps the present run as it is now; gives its id, or null where there is nothing to keep. */
export async function keepNow(): Promise<string | null> {
  const { run } = useRun.getState()
  if (!run || !recording) return null
  await keep(run)
  return useRecorded.getState().id
}

function receive(event: EngineEvent): void {
  const { run } = useRun.getState()
  if (!run || !('runId' in event) || event.runId !== run.id) return
  if (event.type === 'state' && event.state === 'running') begin(run)
  if (!recording && event.type === 'telemetry') begin(run)
  if (!recording) return
  recording.seen = telemetry.now()
  if (event.type === 'telemetry' || event.type === 'evaluation') recording.changed = true
  if (event.type === 'state') {
    recording.changed = true
    if (event.state !== 'running') pauseClock(recording)
  }
  const goesOn = run.state === 'running'
  // What ended is kept soon; what goes on, every so often.
  if (!goesOn) clearTimeout(timer)
  if (!goesOn) timer = setTimeout(keepChanged, settleMs)
  else if (timer === undefined) timer = setTimeout(keepChanged, everyMs)
}

function begin({ id }: Run): void {
  if (recording?.runId === id) {
    recording.since ??= performance.now()
    return
  }
  const now = Date.now()
  const graphName = useDocument.getState().name
  const time = new Date(now).toTimeString().slice(0, 8)
  recording = {
    runId: id,
    id: crypto.randomUUID(),
    name: `${graphName} ${time}`.slice(0, 200),
    graphName,
    startedAt: now,
    trained: 0,
    since: performance.now(),
    seen: telemetry.now(),
    changed: false,
  }
  useRecorded.setState({ id: null })
}

function pauseClock(of: Recording): void {
  if (of.since !== null) of.trained += performance.now() - of.since
  of.since = null
}

function keepChanged(): void {
  timer = undefined
  const { run } = useRun.getState()
  if (!run || !recording?.changed) return
  void keep(run)
  if (run.state === 'running') timer = setTimeout(keepChanged, everyMs)
}

/** The run is over in the window: another takes its place. */
function end(run: Run): void {
  clearTimeout(timer)
  timer = undefined
  const goesOn = isRunning(run) || run.state === 'paused' || run.state === 'ready'
  if (recording?.changed || goesOn) void keep(run, goesOn ? 'stopped' : undefined)
  recording = null
  useRecorded.setState({ id: null })
}

async function keep(run: Run, as?: RunSummary['state']): Promise<void> {
  const kept = recording
  if (!kept || !run.loaded) return
  const { summary } = useFindings.getState()
  const record = recordOf({
    ...kept,
    origin: 'window',
    duration: kept.trained + (kept.since === null ? 0 : performance.now() - kept.since),
    state: as ?? stateOf(run),
    reason: run.reason,
    document: run.document,
    loaded: run.loaded,
    step: run.step,
    epoch: run.epoch,
    weightsHash: run.weightsHash,
    metrics: run.metrics,
    telemetry: kept.seen,
    followed: summary,
  })
  if (!record) return
  kept.changed = false
  const outcome = await bridge()
    .request('runs.save', record)
    .catch((error: unknown): SaveOutcome => ({ kind: 'failed', reason: String(error) }))
  if (outcome.kind === 'kept' && recording === kept) useRecorded.setState({ id: kept.id })
  tell(outcome)
}

function stateOf({ state }: Run): RunSummary['state'] {
  switch (state) {
    case 'paused':
    case 'finished':
    case 'stopped':
    case 'diverged':
    case 'running':
      return state
    case 'replaying':
    case 'ready':
      return 'paused'
    default:
      return 'interrupted'
  }
}

function tell(outcome: SaveOutcome): void {
  if (outcome.kind === 'kept' && outcome.dropped > 0) {
    toastInfo(t('runs.dropped', { count: outcome.dropped }))
  }
  if (outcome.kind !== 'kept' && told !== outcome.kind) {
    if (outcome.kind === 'full') toastError(t('runs.full'), t('runs.full.remedy'))
    else toastError(t('runs.notKept'), t('runs.notKept.remedy', { reason: outcome.reason }))
  }
  told = outcome.kind
}
