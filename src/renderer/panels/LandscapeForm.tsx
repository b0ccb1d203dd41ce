import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { Field } from '../inspector/Field'
import { NumberField } from '../inspector/NumberField'
import {
  cancelLandscape,
  chooseLandscape,
  landscapeParts,
  landscapeRanges,
  landscapeResolutions,
  measureLandscape,
  useLandscape,
} from '../stores/landscape'
import { isInEngine, useRun } from '../stores/run'
import { Select } from '../ui/Select'
import { landscapeMeasure } from './landscape-data'

const seedRule = { whole: true, min: 0, max: 0xffff_ffff } as const

/** What a landscape is measured by, and the button that measures it. */
export function LandscapeForm() {
  const t = useT()
  const { resolution, range, seed, part } = useLandscape(state => state.choices)
  return (
    <section className="landscape-form" aria-label={t('landscape.form')}>
      <div className="landscape-fields">
        <Option
          name="resolution"
          title={t('landscape.resolution')}
          value={resolution}
          options={landscapeResolutions}
          text={points => t('landscape.resolution.value', { points })}
          onChange={chosen => chooseLandscape({ resolution: chosen })}
        />
        <Option
          name="range"
          title={t('landscape.range')}
          value={range}
          options={landscapeRanges}
          text={value => t('landscape.range.value', { range: value })}
          onChange={chosen => chooseLandscape({ range: chosen })}
        />
        <Option
          name="part"
          title={t('landscape.part')}
          value={part}
          options={landscapeParts}
          text={value => t(`landscape.part.${value}.option`)}
          onChange={chosen => chooseLandscape({ part: chosen })}
        />
        <NumberField
          name="landscape-seed"
          title={t('landscape.seed')}
          help=""
          value={seed}
          initial={1}
          rule={seedRule}
          onCommit={value => chooseLandscape({ seed: value })}
        />
      </div>
      <Action />
      <Note />
    </section>
  )
}

interface OptionProps<T extends string | number> {
  readonly name: string
  readonly title: string
  readonly value: T
  readonly options: readonly T[]
  text(value: T): string
  onChange(value: T): void
}

function Option<T extends string | number>(props: OptionProps<T>) {
  const { name, title, value, options, text, onChange } = props
  return (
    <Field name={`landscape-${name}`} title={title}>
      {ids => (
        <Select
          id={ids.control}
          labelId={ids.label}
          testId={`landscape-${name}`}
          value={String(value)}
          options={options.map(option => ({ value: String(option), title: text(option) }))}
          onChange={next => {
            const chosen = options.find(option => String(option) === next)
            if (chosen !== undefined) onChange(chosen)
          }}
        />
      )}
    </Field>
  )
}

function Action() {
  const t = useT()
  const now = useLandscape(state => state.now)
  const canMeasure = useRun(({ run }) => isInEngine(run))
  if (now.state === 'working') {
    const { done = 0, losses } = now.soFar ?? {}
    const count = losses?.length ?? 0
    return (
      <div className="landscape-progress" data-testid="landscape-progress">
        <progress
          aria-label={t('landscape.title')}
          {...(count > 0 ? { value: done, max: count } : {})}
        />
        <span className="figures">
          {count > 0 &&
            t('landscape.progress', { done: formatCount(done), total: formatCount(count) })}
        </span>
        <button
          type="button"
          className="button button-plain"
          onClick={cancelLandscape}
          data-testid="landscape-cancel"
        >
          {t('landscape.cancel')}
        </button>
      </div>
    )
  }
  return (
    <button
      type="button"
      className="button button-primary"
      aria-disabled={!canMeasure}
      onClick={measureLandscape}
      data-testid="landscape-measure"
    >
      {t(now.state === 'done' ? 'landscape.again' : 'landscape.compute')}
    </button>
  )
}

/** Says when the run went on since, else what the directions are. */
function Note() {
  const t = useT()
  const now = useLandscape(state => state.now)
  const step = useRun(({ run }) => run?.step ?? 0)
  const landscape = now.state === 'done' ? now.landscape : null
  const isOlder = landscape !== null && landscape.step !== step
  return (
    <>
      {landscape && <p data-testid="landscape-measure-text">{landscapeMeasure(landscape, t)}</p>}
      <p className="field-help">
        {isOlder
          ? t('landscape.older', { step: formatCount(landscape.step), now: formatCount(step) })
          : t('landscape.help')}
      </p>
    </>
  )
}
