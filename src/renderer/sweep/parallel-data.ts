import type { SweepParameter } from '../../engine/sweep/spec'
import { objectiveOf, rankTrials } from '../../engine/sweep/trial'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import {
  type ParallelAxis,
  type ParallelData,
  placeOn,
} from '../panels/charts/parallel-coordinates/view'
import type { StartedSweep } from '../stores/sweep'
import { type SweptField, sweptFields, valueText } from './trial-text'

/** From the smallest to the largest by more than this, a loss is shown on a log scale. */
const logSpan = 20

/** Trials as lines over their fields, what they are ranked by last; null before there are any. */
export function parallelData(started: StartedSweep): ParallelData | null {
  const { spec, results } = started
  if (results.length === 0) return null
  const { objective } = spec
  const ranked = rankTrials(results, objective)
  const figures = ranked.map(result => objectiveOf(result, objective))
  const found = figures.filter(value => value !== null)
  const objectiveAxis: ParallelAxis = {
    id: objective,
    label: t(objective === 'validationAccuracy' ? 'sweep.accuracy' : 'sweep.loss'),
    ...scaleOf(found, objective === 'validationLoss'),
    percent: objective === 'validationAccuracy',
  }
  const fields = sweptFields(started)
  const axes = spec.parameters.map((parameter, i) => axisOf(parameter, fields[i]!))
  return {
    axes: [...axes, objectiveAxis],
    lines: ranked.map((result, i) => {
      const place = placeOn(objectiveAxis, figures[i] ?? null)
      const goodness = place === null || objective === 'validationLoss' ? place : 1 - place
      const { trial, values, state, reason } = result
      return {
        id: trial,
        label: t('sweep.chosen', { trial, rank: i + 1 }),
        values: [...values, figures[i] ?? null],
        goodness,
        ...(state !== 'finished' && { note: noteOf(t(`sweep.state.${state}`), reason) }),
      }
    }),
  }
}

function noteOf(state: string, reason: string | null): string {
  return reason ? `${state}: ${engineText(reason)}` : state
}

function scaleOf(
  values: readonly number[],
  mayBeLog: boolean,
): Pick<ParallelAxis, 'scale' | 'domain'> {
  if (values.length === 0) return { scale: 'linear', domain: [0, 1] }
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const isLog = mayBeLog && low > 0 && high / low > logSpan
  return { scale: isLog ? 'log' : 'linear', domain: [low, high] }
}

function axisOf(parameter: SweepParameter, { path, title, field }: SweptField): ParallelAxis {
  if ('range' in parameter) {
    return { id: path, label: title, scale: parameter.scale, domain: parameter.range }
  }
  const list = parameter.values.map(value => ({ value, label: valueText(value, field) }))
  return { id: path, label: title, scale: 'list', domain: [0, 1], list }
}
