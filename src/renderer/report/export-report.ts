import type { DatasetPart, EngineEvent } from '../../engine/protocol'
import { renderReport } from '../../report/render-report'
import { type ReportData, type ReportedPart, reportedParts } from '../../report/report-data'
import { bridge } from '../bridge'
import { language, t } from '../i18n/index'
import { useDocument } from '../stores/document'
import { answerTo } from '../stores/engine-answer'
import { toastError, toastInfo } from '../stores/messages'
import { isInEngine, type Run, useRun } from '../stores/run'
import { type Measured, reportOf } from './report-data'

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>

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
async function measure(run: Run): Promise<Measured> {
  if (!isInEngine(run)) return { parts: {}, weightsHash: run.weightsHash }
  const { id: runId, state } = run
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
