import { parseDocumentValue } from '../../document/parse'
import { chooseBackend } from '../backends'
import { CurrentRun } from '../current-run'
import { openSession } from '../open-session'
import { type EngineContext, type RequestOf, unreadable } from './context'

/** Compiles a document and reads its data; says `loaded`, or `failed` with null as the result. */
export async function loadRun(
  request: RequestOf<'load'>,
  context: EngineContext,
): Promise<CurrentRun | null> {
  const { runId } = request
  const fail = ({ message, remedy, nodeId }: Failure) => {
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
  })
  return new CurrentRun(runId, opened.value, context)
}

interface Failure {
  readonly message: string
  readonly remedy: string
  readonly nodeId: string | null
}
