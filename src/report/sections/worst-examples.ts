import { type EvaluationDetail, keptExamples } from '../../engine/diagnosis/evaluation/detail'
import { formatStep, formatValue } from '../../shared/number-format'
import { bitmapUrl } from '../bitmap'
import { namesOf, percent } from '../figures'
import { html, type Markup } from '../html'
import type { Speech } from '../speech'

/** Beyond that a row of numbers is not read. */
const mostValues = 8

/** The examples of highest loss. */
export function worstExamples(detail: EvaluationDetail, { t }: Speech): Markup {
  const { image } = detail
  const shown = detail.examples.slice(0, image ? keptExamples : 12)
  const names = detail.task === 'classification' ? namesOf(detail) : []
  const name = (value: number | readonly number[]) =>
    typeof value !== 'number'
      ? value.map(each => formatValue(each, 4)).join(', ')
      : value < 0
        ? t('evaluation.matrix.none')
        : names[value]!
  return html`<h4>${t('evaluation.worst')}</h4><ul class="${image ? 'worst images' : 'worst'}">${shown.map(
    example => {
      const { truth, predicted, loss, index, input } = example
      const probability =
        'probability' in example && example.probability
          ? ` ${percent(example.probability.predicted)}`
          : ''
      return html`<li>${image ? html`<img src="${bitmapUrl(input, image)}" width="44" height="44" alt="${t('evaluation.example', { index: formatStep(index + 1) })}"/>` : null}<div><b>${t('evaluation.example.true')} ${name(truth)}</b><br/>${t('evaluation.example.predicted')} ${name(predicted)}${probability}<br/><small>${t('evaluation.loss')} ${formatValue(loss, 3)}${image ? null : html`<br/>(${valuesOf(input)})`}</small></div></li>`
    },
  )}</ul>`
}

function valuesOf(input: Float32Array): string {
  const values = [...input.subarray(0, mostValues)].map(value => formatValue(value, 3))
  return [...values, ...(input.length > mostValues ? ['…'] : [])].join(', ')
}
