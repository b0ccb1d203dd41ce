import type { GraphDocument } from '../../engine/document/schema'
import { serializeDocument } from '../../engine/document/serialize'
import type { ExportTarget } from '../../engine/export/target'
import type { RequestOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { formatCount } from '../format'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import { trainsAlike } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { answerTo } from '../stores/engine-answer'
import { toastError, toastInfo } from '../stores/messages'
import { isInEngine, type Run, useRun } from '../stores/run'

type Weights = NonNullable<RequestOf<'export.network'>['weights']>

/** Saves the network for another framework, with the weights of the run where it is the same network. */
export async function exportNetwork(to: ExportTarget): Promise<void> {
  try {
    const state = useDocument.getState()
    const document = currentDocument(state)
    const started = trainedRun(document)
    const weights = started && (await weightsOf(started))
    // It may have gone on before its weights were taken.
    const run = started && useRun.getState().run
    const { name } = state
    const text = serializeDocument({ ...document, name })
    const answer = await bridge().request('export.network', { to, text, name, weights })
    if (answer.kind === 'failed') toastError(engineText(answer.message), engineText(answer.remedy))
    if (answer.kind !== 'saved') return
    if (run) {
      const step = formatCount(run.step)
      toastInfo(t('file.exported.trained', { name: answer.name, step }))
    } else if (to === 'onnx') {
      toastInfo(t('file.exported.initial', { name: answer.name, seed: document.training.seed }))
    } else toastInfo(t('file.exported.untrained', { name: answer.name }))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    toastError(t('file.exported.failed'), reason)
  }
}

/** The run whose weights are those of the network; how it is trained on does not count. */
function trainedRun(document: GraphDocument): Run | null {
  const { run } = useRun.getState()
  if (!isInEngine(run) || run.step === 0 || run.state === 'diverged') return null
  return trainsAlike({ ...document, training: run.document.training }, run.document) ? run : null
}

async function weightsOf({ id: runId }: Run): Promise<Weights> {
  const isAnswer = (event: { readonly runId: number }) => event.runId === runId
  const { tensors, buffers } = await answerTo({ type: 'weights', runId }, 'weights', isAnswer)
  return [...tensors, ...buffers].map(({ name, shape, values }) => ({
    name,
    shape: [...shape],
    values: Float32Array.from(values),
  }))
}
