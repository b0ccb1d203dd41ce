import { useRef } from 'react'
import { useT } from '../i18n/index'
import { drawParallelCoordinates } from '../panels/charts/parallel-coordinates/parallel-coordinates'
import { useDrawing } from '../panels/use-drawing'
import { filterTrials, selectTrial, useSweep } from '../stores/sweep'
import { parallelData } from './parallel-data'
import { SweepForm } from './SweepForm'
import { SweepTrials } from './SweepTrials'
import './sweep.css'

/** Many trainings of the graph with other values of its fields: a form, the trials as lines, a table. */
export function SweepPanel() {
  const started = useSweep(state => state.started)
  const settingUp = useSweep(state => state.settingUp)
  return (
    <div
      className="sweep"
      data-state={started?.state ?? 'none'}
      data-setup={settingUp || undefined}
      data-testid="sweep"
    >
      {settingUp && <SweepForm />}
      <Chart />
      {started && <SweepTrials started={started} />}
    </div>
  )
}

function Chart() {
  const t = useT()
  const started = useSweep(state => state.started)
  const chosen = useSweep(state => state.selected)
  const element = useRef<HTMLDivElement>(null)
  const objective = started?.spec.objective
  const data = started && parallelData(started)
  const selected = chosen ?? data?.lines[0]?.id ?? null
  useDrawing(element, ({ container, size, theme }) =>
    drawParallelCoordinates(container, data, size, {
      theme,
      selected,
      onSelect: selectTrial,
      onFilter: filterTrials,
      text: {
        title: t('sweep.title'),
        measure: objective
          ? t('sweep.measure', { objective: t(`sweep.objective.${objective}`) })
          : '',
        hint: t('sweep.chart.hint'),
        lost: t('sweep.state.diverged'),
        empty: t(started?.state === 'running' ? 'sweep.chart.waiting' : 'sweep.chart.empty'),
        role: t('sweep.chart.role'),
      },
    }),
  )
  return <div ref={element} className="dock-chart" data-testid="sweep-chart" />
}
