import { useMemo, useRef, useState } from 'react'
import type { RunRecord } from '../../shared/runs/record'
import { useT } from '../i18n/index'
import { Choice } from '../panels/Choice'
import { smooth } from '../panels/charts/curves/shapes'
import { drawOverlay, type OverlayLine } from '../panels/charts/overlay/overlay'
import { useDrawing } from '../panels/use-drawing'
import { axisScales } from '../stores/dock-choices'
import { ChooseRuns } from './ChooseRuns'
import { runColours } from './colours'
import { useChosenRecords } from './use-chosen'

const metrics = ['loss', 'accuracy'] as const
type Metric = (typeof metrics)[number]

/** The curves of the chosen runs over each other. */
export function RunsOverlay() {
  const t = useT()
  const runs = useChosenRecords()
  const [metric, setMetric] = useState<Metric>('loss')
  const [scale, setScale] = useState<(typeof axisScales)[number]>('linear')
  if (runs.length === 0) return <ChooseRuns text={t('runs.choose.curves')} />
  const shown = runs.slice(0, runColours)
  return (
    <div className="runs-overlay">
      <div className="runs-overlay-head">
        <ul className="runs-legend">
          {shown.map((run, place) => (
            <li key={run.id} className={`run-${place}`} title={run.name}>
              <i aria-hidden className="runs-swatch" />
              <span>{run.name}</span>
            </li>
          ))}
        </ul>
        <Choice
          label={t('panels.control.quantity')}
          testId="runs-metric"
          value={metric}
          options={metrics}
          text={value => t(`runs.curve.${value}`)}
          onChange={setMetric}
        />
        <Choice
          label={t('panels.control.scale')}
          testId="runs-scale"
          value={scale}
          options={axisScales}
          text={value => t(`panels.scale.${value}`)}
          onChange={setScale}
          disabled={metric === 'accuracy'}
        />
      </div>
      {runs.length > runColours && (
        <p className="runs-quiet">{t('runs.curve.most', { most: runColours })}</p>
      )}
      <OverlayChart runs={shown} metric={metric} log={scale === 'log' && metric === 'loss'} />
    </div>
  )
}

interface OverlayChartProps {
  readonly runs: readonly RunRecord[]
  readonly metric: Metric
  readonly log: boolean
}

function OverlayChart({ runs, metric, log }: OverlayChartProps) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const validationOf = (name: string) => t('runs.curve.validationOf', { name })
  const lines = useMemo(
    () => overlayLines(runs, metric, validationOf),
    [runs, metric, validationOf],
  )
  useDrawing(ref, ({ container, size }) => {
    drawOverlay(container, lines, size, {
      log,
      percent: metric === 'accuracy',
      text: {
        title: t(`runs.curve.${metric}`),
        note: t('runs.curve.lines'),
        step: t('runs.curve.step'),
        empty: t('runs.curve.empty'),
        role: t('runs.curve.role'),
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="runs-overlay" />
}

/** A moving average leads the eye through the noise of batches. */
function smoothed(values: readonly number[]): Float64Array {
  const line = Float64Array.from(values)
  const window = Math.max(1, Math.round(values.length / 25))
  return smooth({ min: line, max: line }, values.length, window, Number.isFinite)
}

/** Training solid, validation dashed; a run's two lines have one colour. */
export function overlayLines(
  runs: readonly RunRecord[],
  metric: Metric,
  validationOf: (name: string) => string,
): OverlayLine[] {
  return runs.flatMap(({ name, curves }, colour) => {
    const averaged = smoothed(curves[metric])
    const train = curves.steps.map((step, i) => ({ step, value: averaged[i]! }))
    const validation = curves.evaluations
      .filter(({ part }) => part === 'validation')
      .map(each => ({ step: each.step, value: each[metric] ?? Number.NaN }))
    const has = (points: typeof train) => points.some(({ value }) => Number.isFinite(value))
    return [
      ...(has(train) ? [{ label: name, colour, dashed: false, points: train }] : []),
      ...(has(validation)
        ? [{ label: validationOf(name), colour, dashed: true, points: validation }]
        : []),
    ]
  })
}
