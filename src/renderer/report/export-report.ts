import type { DatasetPart, EngineEvent, EngineRequest } from '../../engine/protocol'
import { renderReport } from '../../report/render-report'
import { type ReportData, type ReportedPart, reportedParts } from '../../report/report-data'
import { bridge } from '../bridge'
import { language, t } from '../i18n/index'
import { useDocument } from '../stores/document'
import { toastError, toastInfo } from '../stores/messages'
import { engine, type Run, useRun } from '../stores/run'
import { type Measured, reportOf } from './report-data'

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>

/** Longest wait for one answer of the engine, in milliseconds. */
const patience = 60_000

/** Saves the present run as one HTML page where the user says. */
export async function exportReport(): Promise<void> {
  const { run } = useRun.getState()
  if (!run) return
  try {
    const info = await bridge().request('app.info', undefined)
    const measured = await measure(run)
    // The step may have gone on while its weights were measured.
    const { run: now } = useRun.getState()
    const data = reportOf(now?.id === run.id ? now : run, measured, info, new Date())
    if (!data) return
    const name = t('report.fileName', { name: useDocument.getState().name })
    const content = renderReport(data, language())
    const answer = await bridge().request('export.save', { format: 'html', name, content })
    if (answer.kind === 'failed') toastError(answer.message, answer.remedy)
    else if (answer.kind === 'saved') toastInfo(t('panels.export.saved', { name: answer.name }))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    toastError(t('panels.export.failed'), reason)
  }
}

/** Judges all parts and asks for the hash; nothing of a run whose engine is gone. */
async function measure({ id: runId, state }: Run): Promise<Measured> {
  const isGone = state === 'lost' || state === 'failed' || state === 'loading'
  if (isGone) return { parts: {}, weightsHash: null }
  const parts: Partial<Record<DatasetPart, ReportedPart>> = {}
  for (const part of state === 'diverged' ? [] : reportedParts) {
    const isAnswer = (event: EventOf<'evaluationDetail'>) =>
      event.runId === runId && event.part === part
    parts[part] = await answerTo(
      { type: 'evaluateDetail', runId, part },
      'evaluationDetail',
      isAnswer,
    )
  }
  const weights = await answerTo(
    { type: 'weights', runId },
    'weights',
    event => event.runId === runId,
  )
  return { parts: parts as ReportData['parts'], weightsHash: weights.hash }
}

/** Sends a request and waits for the event that answers it. */
function answerTo<Type extends EngineEvent['type']>(
  request: EngineRequest,
  type: Type,
  isAnswer: (event: EventOf<Type>) => boolean,
): Promise<EventOf<Type>> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      stop()
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error(t('report.noAnswer')))
    }, patience)
    const stop = engine.listen(event => {
      if (event.type !== type || !isAnswer(event as EventOf<Type>)) return
      end()
      resolve(event as EventOf<Type>)
    })
    void engine.send(request)
  })
}
