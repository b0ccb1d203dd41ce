import type { FigureId } from '../../engine/experiments/record'
import { formatScientific, formatShare } from '../format'
import { t } from '../i18n/index'

const shares: readonly FigureId[] = [
  'saturation',
  'trainAccuracy',
  'validationAccuracy',
  'testAccuracy',
]

/** A figure as the table shows it; a dash where it is not known. */
export function figureText(id: FigureId, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (id === 'gap') return t('figure.points', { value: (value * 100).toFixed(1) })
  if (id === 'gradientFactor') return `×${formatScientific(value)}`
  return shares.includes(id) ? formatShare(value) : formatScientific(value)
}
