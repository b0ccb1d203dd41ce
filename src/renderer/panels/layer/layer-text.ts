import { formatCount } from '../../format'
import type { Translate } from '../../i18n/index'
import type { Run } from '../../stores/run'
import type { Layer } from './layer-data'

/** Which step gradients and outputs are of, and whether they are as telemetry has them. */
export function momentText(t: Translate, { step, exact }: Pick<Layer, 'step' | 'exact'>): string {
  if (step === 0) return t('layer.step.before')
  return t(exact ? 'layer.step' : 'layer.step.again', { step: formatCount(step) })
}

/** Which step the weights are of: early stopping may have restored those of an earlier one. */
export function weightsText(t: Translate, { step }: Layer, run: Run | null): string {
  const stopped = run?.earlyStopping
  if (stopped?.restored) {
    return t('layer.step.restored', { step: formatCount(stopped.best.step) })
  }
  return step === 0 ? t('layer.step.before') : t('layer.step.after', { step: formatCount(step) })
}
