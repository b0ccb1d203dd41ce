import { parseDocumentValue } from '../../document/parse'
import type { TrainingSession } from '../../training/session'
import { type TakenOver, takeOver } from '../../training/take-over'
import { chooseBackend } from '../backends'
import { CurrentRun } from '../current-run'
import { type OpenFailure, openSession } from '../open-session'
import { RunKeeper, resumeRun } from './checkpoints'
import { type EngineContext, type RequestOf, unreadable } from './context'

/** Compiles a document and reads its data; says `loaded`, or `failed` with null as the result. */
export async function loadRun(
  request: RequestOf<'load'>,
  context: EngineContext,
  before: CurrentRun | null = null,
): Promise<CurrentRun | null> {
  const { runId } = request
  const fail = ({ message, remedy, nodeId }: OpenFailure) => {
    context.post({ type: 'failed', runId, message, remedy, nodeId })
    return null
  }
  const parsed = parseDocumentValue(request.document)
  if (parsed.kind !== 'ok') return fail(unreadable(parsed))
  const { maxSteps, weights, telemetryEvery, histogramEvery } = request
  const backend = chooseBackend(context.runtimes, request)
  const opened = await openSession(parsed.document, {
    datasetsDirectory: context.datasetsDirectory,
    backend,
    ...(maxSteps !== undefined && { maxSteps }),
    ...(weights && { weights }),
    ...(telemetryEvery !== undefined && { telemetryEvery }),
    ...(histogramEvery !== undefined && { histogramEvery }),
  })
  if (!opened.ok) return fail(opened.failure)
  const { session, program, threads, memoryBytes, examples } = opened.value
  const fork = request.from === 'current' ? forkOf(before, session) : null
  if (fork && 'message' in fork) return fail(fork)
  if (request.from === 'checkpoint') {
    const message = await resumeRun(parsed.document, opened.value, context)
    if (message)
      return fail({ message, remedy: 'Start training from the first step.', nodeId: null })
  }
  context.post({
    type: 'loaded',
    runId,
    backend: backend.name,
    threads,
    layout: program.telemetry,
    totalSteps: session.totalSteps,
    stepsPerEpoch: session.stepsPerEpoch,
    parameterCount: session.parameters().reduce((sum, { values }) => sum + values.length, 0),
    memoryBytes,
    examples,
    firstStep: session.stepsDone,
    ...(fork && { takenOver: fork }),
  })
  const keeper = new RunKeeper(runId, parsed.document, opened.value, context)
  return new CurrentRun(runId, opened.value, context, keeper)
}

/** Lets a session begin where the run before it stands, or says why it cannot. */
function forkOf(before: CurrentRun | null, session: TrainingSession): TakenOver | OpenFailure {
  if (!before) {
    const message = 'There is no run to continue from.'
    return { message, remedy: 'Start training from the first step.', nodeId: null }
  }
  const step = before.session.stepsDone
  if (step >= session.totalSteps) {
    return {
      message: `The run is at step ${step}, and the graph asks for ${session.totalSteps} steps.`,
      remedy: 'Raise the number of epochs.',
      nodeId: null,
    }
  }
  return takeOver(before.session, session)
}
