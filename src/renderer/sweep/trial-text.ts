import type { AttrValue } from '../../engine/nodes/attrs'
import type { SweepObjective } from '../../engine/sweep/spec'
import { objectiveOf, type TrialResult } from '../../engine/sweep/trial'
import { formatScientific, formatShare } from '../format'
import { t } from '../i18n/index'
import type { StartedSweep } from '../stores/sweep'
import { type SweepField, sweepFields } from './fields'

/** What a sweep varies, in the words of the inspector. */
export interface SweptField {
  readonly path: string
  readonly title: string
  /** Null where the graph of the sweep has no such field, as of another optimiser. */
  readonly field: SweepField | null
}

export function sweptFields({ document, spec }: StartedSweep): SweptField[] {
  const fields = new Map(sweepFields(document).map(field => [field.path, field]))
  return spec.parameters.map(({ path }) => {
    const field = fields.get(path) ?? null
    return { path, title: field?.title ?? path, field }
  })
}

/** A value as a form would show it. */
export function valueText(value: AttrValue, field: SweepField | null): string {
  if (typeof value === 'boolean') return t(value ? 'sweep.on' : 'sweep.off')
  if (typeof value === 'string') {
    const options = field?.spec.type === 'choice' ? field.spec.options : []
    return options.find(option => option.value === value)?.title ?? value
  }
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : formatScientific(value)
}

export function objectiveText(result: TrialResult, objective: SweepObjective): string {
  const value = objectiveOf(result, objective)
  if (value === null) return t(`sweep.state.${result.state}`)
  return objective === 'validationAccuracy' ? formatShare(value) : formatScientific(value)
}
