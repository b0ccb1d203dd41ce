import type {
  ClassificationDetail,
  ClassifiedExample,
  EstimatedExample,
  EvaluationDetail,
} from '../../engine/diagnosis/evaluation/detail'
import { keptExamples } from '../../engine/diagnosis/evaluation/detail'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import type { Cell } from '../panels/charts/confusion/view'
import { useEvaluation } from '../stores/evaluation'
import { ExampleImage } from './ExampleImage'
import { classNamesOf, figure, percent } from './figures'

/** The examples of highest loss: of all, or of the chosen cell of the confusion matrix. */
export function WorstExamples({ detail }: { readonly detail: EvaluationDetail }) {
  const t = useT()
  const cell = useEvaluation(state => state.cell)
  const isChosen = detail.task === 'classification' && cell !== null
  const shown = isChosen ? detail.examples.filter(each => isIn(each, cell)) : worstOf(detail)
  const names = detail.task === 'classification' ? classNamesOf(detail) : []
  const name = (k: number) => (k < 0 ? t('evaluation.matrix.none') : names[k]!)
  const all = isChosen ? countIn(detail, cell) : detail.count
  return (
    <section className="worst" aria-label={t('evaluation.worst')} data-testid="worst">
      <h4>
        {isChosen
          ? t('evaluation.worst.cell', {
              truth: name(cell.truth),
              predicted: name(cell.predicted),
            })
          : t('evaluation.worst')}
        <span className="worst-count figures">
          {t('evaluation.worst.some', {
            shown: formatCount(shown.length),
            count: formatCount(all),
          })}
        </span>
        {isChosen && (
          <button
            type="button"
            className="button-quiet"
            onClick={() => useEvaluation.setState({ cell: null })}
          >
            {t('evaluation.showAll')}
          </button>
        )}
      </h4>
      {detail.task === 'classification' && !isChosen && (
        <p className="evaluation-note">{t('evaluation.cell.hint')}</p>
      )}
      <ul className={detail.image ? 'worst-list has-images' : 'worst-list'}>
        {shown.map(example => (
          <li key={example.index} className={isRight(example) ? 'is-right' : 'is-wrong'}>
            {detail.image && <ExampleImage {...detail.image} pixels={example.input} />}
            <div className="worst-facts">
              <Facts example={example} name={name} />
              {!detail.image && <InputValues input={example.input} names={detail.inputNames} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function worstOf({
  examples,
}: EvaluationDetail): readonly (ClassifiedExample | EstimatedExample)[] {
  return examples.slice(0, keptExamples)
}

function isIn({ truth, predicted }: ClassifiedExample, cell: Cell): boolean {
  return truth === cell.truth && predicted === cell.predicted
}

function countIn({ classes, matrix, unclassified }: ClassificationDetail, cell: Cell): number {
  return cell.predicted < 0
    ? unclassified[cell.truth]!
    : matrix[cell.truth * classes + cell.predicted]!
}

function isRight({ truth, predicted }: ClassifiedExample | EstimatedExample): boolean {
  return truth === predicted
}

interface FactsProps {
  readonly example: ClassifiedExample | EstimatedExample
  name(k: number): string
}

function Facts({ example, name }: FactsProps) {
  const t = useT()
  const { truth, predicted, loss, index } = example
  const text = (value: number | readonly number[]) =>
    typeof value === 'number' ? name(value) : value.map(figure).join(', ')
  const probability = 'probability' in example ? example.probability : null
  return (
    <>
      <p className="worst-answer">
        <span>{`${t('evaluation.example.true')} `}</span>
        <b>{text(truth)}</b>
      </p>
      <p className="worst-answer">
        <span>{`${t('evaluation.example.predicted')} `}</span>
        <b className="worst-predicted">{text(predicted)}</b>
        {probability && <span className="figures">{` ${percent(probability.predicted)}`}</span>}
      </p>
      <p className="worst-loss figures" title={t('evaluation.example', { index: index + 1 })}>
        {`${t('evaluation.loss')} ${figure(loss)}`}
      </p>
    </>
  )
}

/** Beyond that a row of numbers is not read. */
const mostValues = 12

const mostNamedValues = 6
/** More lines than that are no help in a tooltip. */
const mostListedValues = 40

interface InputValuesProps {
  readonly input: Float32Array
  readonly names: readonly string[] | null
}

function InputValues({ input, names }: InputValuesProps) {
  const t = useT()
  if (names) return <NamedValues input={input} names={names} />
  const values = [...input.subarray(0, mostValues)].map(figure)
  const more = input.length > mostValues ? '…' : ''
  return (
    <p className="worst-input figures" title={t('evaluation.example.input')}>
      {`(${values.join(', ')}${more && `, ${more}`})`}
    </p>
  )
}

/** The first inputs by their names; more of them are one hover away. */
function NamedValues({ input, names }: { input: Float32Array; names: readonly string[] }) {
  const t = useT()
  const listed = names.slice(0, mostListedValues)
  const pairs = listed.map((name, i) => ({ name, value: figure(input[i]!) }))
  const some = (shown: number) =>
    t('evaluation.inputs.some', { shown: formatCount(shown), count: formatCount(names.length) })
  const lines = pairs.map(({ name, value }) => `${name}: ${value}`)
  const rest = names.length > pairs.length ? [some(pairs.length)] : []
  return (
    <dl className="worst-named" title={[...lines, ...rest].join('\n')}>
      {pairs.slice(0, mostNamedValues).map(({ name, value }) => (
        <div key={name}>
          <dt title={name}>{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
      {names.length > mostNamedValues && <div className="worst-more">{some(mostNamedValues)}</div>}
    </dl>
  )
}
