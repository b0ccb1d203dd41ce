import { useEffect } from 'react'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { followEvaluation, useEvaluation } from '../stores/evaluation'
import { useRun } from '../stores/run'
import { BalanceReading } from './BalanceReading'
import { ClassTable } from './ClassTable'
import { ConfusionChart } from './ConfusionChart'
import { figure, percent } from './figures'
import { RegressionCharts } from './RegressionCharts'
import { WorstExamples } from './WorstExamples'
import './evaluation.css'

/** What the network gets right and wrong, of one part of the data. */
export function EvaluationPanel() {
  const part = useEvaluation(state => state.part)
  const judged = useEvaluation(state => state.parts[part])
  const hasRun = useRun(({ run }) => !!run?.loaded)
  const isGone = useRun(({ run }) => run?.isGone === true)
  useEffect(followEvaluation, [])

  if (!judged && isGone) return <Message text="evaluation.gone" />
  if (!judged) return <Message text={hasRun ? 'evaluation.working' : 'evaluation.empty'} />
  const { detail } = judged
  if (!detail) return <Message text="evaluation.noExamples" />
  return (
    <div className="evaluation-frame">
      <div
        className="evaluation-panel"
        data-testid="evaluation"
        data-evaluated={part}
        data-step={judged.step}
      >
        {detail.task === 'classification' ? (
          <ConfusionChart detail={detail} judged={judged} />
        ) : (
          <RegressionCharts detail={detail} judged={judged} />
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
        <div className="evaluation-side" tabIndex={0}>
          <section className="evaluation-figures">
            <BalanceReading />
            <PartFigures />
            {detail.task === 'classification' && <ClassTable detail={detail} />}
          </section>
          <WorstExamples detail={detail} />
        </div>
      </div>
    </div>
  )
}

type MessageText = `evaluation.${'working' | 'empty' | 'gone' | 'noExamples'}`

function Message({ text }: { readonly text: MessageText }) {
  const t = useT()
  const [title, body] = t(text).split('\n')
  return (
    <div className="findings-none" data-testid="evaluation-message">
      <p className="findings-none-title">{title}</p>
      {body && <p>{body}</p>}
    </div>
  )
}

/** The figures of the part in sight, and what they are good for. */
function PartFigures() {
  const t = useT()
  const { part, parts } = useEvaluation()
  const detail = parts[part]?.detail
  if (!detail) return null
  const rows: [string, string][] =
    detail.task === 'classification'
      ? [[t('evaluation.accuracy'), percent(detail.accuracy)]]
      : [
          [t('evaluation.r2'), figure(detail.r2)],
          [t('evaluation.mae'), figure(detail.meanAbsoluteError)],
          [t('evaluation.rmse'), figure(detail.rootMeanSquaredError)],
        ]
  return (
    <>
      <h4>{t(`evaluation.part.${part}`)}</h4>
      <p className="evaluation-note">{t(`evaluation.part.${part}.note`)}</p>
      <dl className="evaluation-list" data-testid="evaluation-list">
        {[
          ...rows,
          [t('evaluation.loss'), figure(detail.loss)],
          [t('evaluation.examples'), formatCount(detail.count)],
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
