import type { EarlyStoppingOutcome } from '../engine/protocol'
import { formatScientific, formatShare } from './format'
import type { Translate } from './i18n/index'

/** `Stopped early at epoch 7. Best validation loss 0.312, at epoch 4; its weights are back.` */
export function earlyStoppingText(t: Translate, outcome: EarlyStoppingOutcome): string {
  const { metric, stopped, last, best, restored } = outcome
  const value = metric === 'validationLoss' ? formatScientific(best.value) : formatShare(best.value)
  return [
    stopped && t('run.stoppedEarly.at', { epoch: last.epoch }),
    t(`run.earlyStopping.best.${metric}`, { value, epoch: best.epoch }),
    t(restored ? 'run.earlyStopping.restored' : 'run.earlyStopping.last', {
      epoch: restored ? best.epoch : last.epoch,
    }),
  ]
    .filter(Boolean)
    .join(' ')
}
