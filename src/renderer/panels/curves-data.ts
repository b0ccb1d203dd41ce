import { type FrameHeaderField, frameHeader } from '../../engine/telemetry/layout'
import type { TelemetryState } from '../stores/telemetry'
import { slotMean } from '../stores/telemetry-history'
import type { CurvesData, PointLine, Tone } from './charts/curves/view'
import { headerColumn, noColumn } from './header-column'

export const curveNames = ['loss', 'accuracy', 'gradientNorm', 'learningRate'] as const
export type CurveName = (typeof curveNames)[number]

const curveFields = {
  // Without the penalty, as the validation loss is: the two must be comparable.
  loss: 'dataLoss',
  accuracy: 'accuracy',
  gradientNorm: 'gradientNorm',
  learningRate: 'learningRate',
} as const satisfies Record<CurveName, FrameHeaderField>

const partTones = { train: 'train', validation: 'validation', test: 'test' } as const

type LineKey = 'train' | 'trainSet' | 'validation' | 'test' | 'norm' | 'rate'

const lineKeys = {
  loss: 'train',
  accuracy: 'train',
  gradientNorm: 'norm',
  learningRate: 'rate',
} as const satisfies Record<CurveName, LineKey>

/** One quantity of the whole network over the run. */
export function curvesData(
  state: TelemetryState,
  name: CurveName,
  label: (key: LineKey) => string,
): CurvesData {
  const { history, evaluations } = state
  const pointLines: PointLine[] = []
  if (name === 'loss' || name === 'accuracy') {
    for (const part of ['train', 'validation', 'test'] as const) {
      const points = evaluations
        .filter(evaluation => evaluation.part === part)
        .map(evaluation => ({ step: evaluation.step, value: evaluation[name] ?? Number.NaN }))
      const tone: Tone = partTones[part]
      if (points.length === 0) continue
      pointLines.push({ label: label(part === 'train' ? 'trainSet' : part), tone, points })
    }
  }
  const column = headerColumn(state, curveFields[name])
  return {
    step: headerColumn(state, 'step'),
    epoch: headerColumn(state, 'epoch'),
    count: history?.count ?? 0,
    stride: history?.stride ?? 1,
    line: {
      min: column.min,
      max: column.max,
      mean: slot => (history ? slotMean(history, column, slot) : Number.NaN),
      label: label(lineKeys[name]),
      tone: 'train',
    },
    pointLines,
  }
}

/** Whether the run tells an accuracy at all: regression does not. */
export function hasAccuracy({ history, evaluations }: TelemetryState): boolean {
  if (!history || history.count === 0) return true
  if (evaluations.some(evaluation => evaluation.accuracy !== null)) return true
  const { min } = history.columns[frameHeader.indexOf('accuracy')] ?? noColumn
  for (let i = history.count - 1; i >= 0; i--) if (!Number.isNaN(min[i]!)) return true
  return false
}
