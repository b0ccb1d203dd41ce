import { useT } from '../i18n/index'
import { Choice } from '../panels/Choice'
import { cellFigures } from '../panels/charts/confusion/view'
import { evaluatedParts, showPart, useEvaluation } from '../stores/evaluation'

/** Which part is in sight, and what stands in the cells of the confusion matrix. */
export function EvaluationControls() {
  const t = useT()
  const { part, parts, figure } = useEvaluation()
  return (
    <>
      <Choice
        label={t('evaluation.part')}
        testId="choice-part"
        value={part}
        options={evaluatedParts}
        text={value => t(`evaluation.part.${value}`)}
        onChange={showPart}
      />
      <Choice
        label={t('evaluation.figure')}
        testId="choice-figure"
        value={figure}
        options={cellFigures}
        text={value => t(`evaluation.figure.${value}`)}
        onChange={chosen => useEvaluation.setState({ figure: chosen })}
        disabled={parts[part]?.detail?.task === 'regression'}
      />
    </>
  )
}
