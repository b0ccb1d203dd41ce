import type { LandscapeState } from '../stores/landscape'
import type { LandscapeData } from './charts/landscape/view'

/** What is known of a landscape; null where nothing is. */
export function landscapeData(now: LandscapeState): LandscapeData | null {
  if (now.state === 'working') return now.soFar
  if (now.state !== 'done') return null
  return { ...now.landscape, done: now.landscape.losses.length }
}
