import type { TakenOver } from '../../engine/protocol'
import { formatCount } from '../format'
import { t } from '../i18n/index'

/** Names shown before the rest is counted. */
const mostNames = 4

/** What an edited graph has of the run before it, in words. */
export function takenOverText({ step, taken, fresh, optimizer }: TakenOver) {
  const names = fresh.slice(0, mostNames).join(', ')
  const more = fresh.length - mostNames
  const parts = [
    fresh.length === 0
      ? t('run.fork.all', { count: taken.length })
      : t('run.fork.some', { taken: taken.length, all: taken.length + fresh.length }),
    ...(fresh.length === 0
      ? []
      : [
          more > 0
            ? t('run.fork.freshMore', { names, count: more })
            : t('run.fork.fresh', { names }),
        ]),
    ...(optimizer === 'none' ? [] : [t(`run.fork.optimizer.${optimizer}`)]),
  ]
  return {
    title: t('run.fork.title', { step: formatCount(step) }),
    description: parts.join(' '),
  }
}
