import { useRef } from 'react'
import { useDockChoices } from '../stores/dock-choices'
import { telemetryStore, useTelemetry } from '../stores/telemetry'
import { drawCurves } from './charts/curves/curves'
import { type CurveName, curvesData, hasAccuracy } from './curves-data'
import { useChart } from './use-chart'
import { usePanelText } from './use-panel-text'

/** Everything about the whole network that changes with the steps. */
export function AllCurves() {
  const accuracy = useTelemetry(hasAccuracy)
  return (
    <div className="curves">
      <CurvesPanel name="loss" />
      {accuracy && <CurvesPanel name="accuracy" />}
      <CurvesPanel name="gradientNorm" />
      <CurvesPanel name="learningRate" />
    </div>
  )
}

/** One quantity of the whole network over the steps. */
function CurvesPanel({ name }: { name: CurveName }) {
  const t = usePanelText()
  const log = useDockChoices(choices => choices.scale === 'log')
  const ref = useRef<HTMLDivElement>(null)

  useChart(ref, ({ container, size, time }) => {
    const data = curvesData(telemetryStore.getState(), name, key => t(`panels.curves.${key}`))
    drawCurves(container, data, size, {
      ...time,
      log: log && name !== 'accuracy',
      percent: name === 'accuracy',
      // A schedule has no noise, and its jumps are meant.
      smooth: name !== 'learningRate',
      text: {
        title: t(`panels.curves.${name}.title`),
        axis: t(`panels.curves.${name}.axis`),
        empty: t(`panels.curves.${name}.empty`),
        log: t('panels.curves.log'),
        step: t('panels.curves.step'),
        epoch: t('panels.curves.epoch'),
        smoothed: t('panels.curves.smoothed'),
        role: t('panels.curves.role'),
      },
    })
  })

  return <div ref={ref} className="dock-chart" data-testid={`curves-${name}`} />
}
