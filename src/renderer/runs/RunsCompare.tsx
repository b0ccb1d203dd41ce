import { ArrowLeftRight, CircleCheck, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { RunRecord } from '../../shared/runs/record'
import { formatCount, formatScientific, formatShare } from '../format'
import { useLanguage, useT } from '../i18n/index'
import { graphOf } from './actions'
import { commonStep, figuresAt, measures } from './at-step'
import { ChooseRuns } from './ChooseRuns'
import { colourOf } from './colours'
import { graphDiff } from './graph-diff'
import { unpaired } from './pairing'
import { useRunList } from './run-list'
import { usePair } from './use-chosen'

/** Two runs side by side: whether they are a pair, their figures, and what was changed. */
export function RunsCompare() {
  const t = useT()
  const pair = usePair()
  if (!pair) return <ChooseRuns text={t('runs.choose.two')} />
  const [{ run: a, place: first }, { run: b, place: second }] = pair
  return (
    <div className="runs-compare" data-testid="runs-compare">
      <section>
        <Pairing a={a} b={b} />
        <Differences a={a} b={b} />
      </section>
      <section>
        <Figures a={a} b={b} places={[first, second]} />
      </section>
    </div>
  )
}

interface PairProps {
  readonly a: RunRecord
  readonly b: RunRecord
}

function Pairing({ a, b }: PairProps) {
  const t = useT()
  const [first, second] = [graphOf(a), graphOf(b)]
  if (!first || !second) return null
  const differing = unpaired({ ...a, document: first }, { ...b, document: second })
  const isPaired = differing.length === 0
  const Icon = isPaired ? CircleCheck : TriangleAlert
  return (
    <p className="runs-pairing" data-paired={isPaired} data-testid="runs-pairing">
      <Icon aria-hidden size={14} />
      <span>
        {isPaired
          ? t('runs.paired')
          : `${t('runs.unpaired')} ${differing.map(each => t(`runs.obstacle.${each}`)).join(', ')}`}
      </span>
    </p>
  )
}

/** Figures of both at the same step: the last one that both have. */
function Figures({ a, b, places }: PairProps & { readonly places: readonly number[] }) {
  const t = useT()
  const { step, evaluated } = commonStep(a, b)
  const [first, second] = [figuresAt(a, step, evaluated), figuresAt(b, step, evaluated)]
  const known = measures.filter(each => !(Number.isNaN(first[each]) && Number.isNaN(second[each])))
  return (
    <>
      <h4>
        {t('runs.measures', { step: formatCount(step) })}
        <button
          type="button"
          className="button button-ghost"
          data-testid="runs-swap"
          onClick={() => useRunList.setState(({ swapped }) => ({ swapped: !swapped }))}
        >
          <ArrowLeftRight aria-hidden size={12} />
          {t('runs.swap')}
        </button>
      </h4>
      <table className="comparison-table">
        <thead>
          <tr>
            <th scope="col">{t('runs.measure')}</th>
            {[a, b].map((run, place) => (
              <th key={run.id} scope="col" className={`run-${colourOf(places[place]!)}`}>
                <span className="runs-name" title={run.name}>
                  <i aria-hidden className="runs-swatch" />
                  {run.name}
                </span>
              </th>
            ))}
            <th scope="col">{t('runs.change')}</th>
          </tr>
        </thead>
        <tbody>
          {known.map(measure => (
            <tr key={measure} data-testid={`runs-measure-${measure}`}>
              <th scope="row">
                {t(`runs.measure.${measure}`)}
                {measure.startsWith('train') && !evaluated && ` ${t('runs.measure.batches')}`}
              </th>
              <td>{figureText(measure, first[measure])}</td>
              <td>{figureText(measure, second[measure])}</td>
              <td className="comparison-change">
                {changeText(measure, first[measure], second[measure], t)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {a.summary.weightsHash !== null && a.summary.weightsHash === b.summary.weightsHash && (
        <p className="runs-quiet" data-testid="runs-same">
          {t('runs.same')}
        </p>
      )}
    </>
  )
}

type Measure = (typeof measures)[number]
const isShare = (measure: Measure) => measure.endsWith('Accuracy')

function figureText(measure: Measure, value: number): string {
  if (Number.isNaN(value) && isShare(measure)) return '–'
  return isShare(measure) ? formatShare(value) : formatScientific(value)
}

function changeText(
  measure: Measure,
  before: number,
  after: number,
  t: ReturnType<typeof useT>,
): string {
  const change = after - before
  if (!Number.isFinite(change)) return ''
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±'
  const size = Math.abs(change)
  if (!isShare(measure)) return `${sign}${formatScientific(size)}`
  return t('runs.points', { value: `${sign}${(size * 100).toFixed(1)}` })
}

function Differences({ a, b }: PairProps) {
  const t = useT()
  const language = useLanguage()
  const lines = useMemo(() => {
    const [first, second] = [graphOf(a), graphOf(b)]
    return first && second ? graphDiff(first, second) : null
  }, [a, b, language])
  return (
    <>
      <h4>{t('runs.diff')}</h4>
      {!lines && <p className="runs-quiet">{t('runs.diff.unreadable')}</p>}
      {lines?.length === 0 && <p className="runs-quiet">{t('runs.diff.none')}</p>}
      <ul className="runs-diff" data-testid="runs-diff">
        {lines?.map(({ what, subject, detail }) => (
          <li key={`${what} ${subject} ${detail}`} data-what={what}>
            <span className="overline">{t(`runs.diff.${what}`)}</span>
            <span>
              {subject !== t(`runs.diff.${what}`) && <b>{subject}</b>} {detail}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
