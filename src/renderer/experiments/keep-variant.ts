import type { Experiment, Variant } from '../../engine/experiments/experiment'
import type { RunRecord, SaveOutcome } from '../../shared/runs/record'
import { bridge } from '../bridge'
import { type MessageKey, t } from '../i18n/index'
import { recordOf } from '../runs/record-of'
import { toastError } from '../stores/messages'
import type { Trained } from './trainer'

/** Keeps a trained variant among the runs, in a group with the others of its experiment. */
export function keepVariant(experiment: Experiment, variant: Variant, trained: Trained): void {
  const record = variantRecord(experiment, variant, trained)
  if (record) void save(record)
}

/** A trained variant as a run; null where it has no step. */
export function variantRecord(
  experiment: Experiment,
  variant: Variant,
  trained: Trained,
): RunRecord | null {
  const { history, evaluations, ...run } = trained
  const group = t(`experiment.${experiment.id}.title` as MessageKey)
  return recordOf({
    ...run,
    id: crypto.randomUUID(),
    name: `${group}: ${t(`variant.${variant.id}` as MessageKey)}`,
    graphName: trained.document.name,
    origin: 'gallery',
    group,
    startedAt: Math.round(Date.now() - trained.duration),
    telemetry: { layout: trained.loaded.layout, history, evaluations },
    followed: null,
  })
}

async function save(record: RunRecord): Promise<void> {
  const outcome = await bridge()
    .request('runs.save', record)
    .catch((error: unknown): SaveOutcome => ({ kind: 'failed', reason: String(error) }))
  if (outcome.kind === 'full') toastError(t('runs.full'), t('runs.full.remedy'))
  if (outcome.kind === 'failed') {
    toastError(t('runs.notKept'), t('runs.notKept.remedy', { reason: outcome.reason }))
  }
}
