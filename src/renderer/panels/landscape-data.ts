import type { Landscape } from '../../engine/probe/messages'
import { formatCount } from '../format'
import type { Translate } from '../i18n/index'
import type { LandscapeState } from '../stores/landscape'
import type { LandscapeData } from './charts/landscape/view'

/** What is known of a landscape; null where nothing is. */
export function landscapeData(now: LandscapeState): LandscapeData | null {
  if (now.state === 'working') return now.soFar
  if (now.state !== 'done') return null
  return { ...now.landscape, done: now.landscape.losses.length }
}

/** What a landscape is of: `step 1,000 · 320 training examples`. */
export function landscapeMeasure({ step, examples, part }: Landscape, t: Translate): string {
  return t('landscape.measure', {
    step: formatCount(step),
    count: examples,
    formatted: formatCount(examples),
    part: t(`landscape.part.${part}`),
  })
}
