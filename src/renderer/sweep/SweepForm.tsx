import { defaultObjective } from '../../engine/sweep/resolve'
import { sweepMethods, sweepObjectives } from '../../engine/sweep/spec'
import { formatCount } from '../format'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { Field } from '../inspector/Field'
import { NumberField } from '../inspector/NumberField'
import { currentDocument, useDocument } from '../stores/document'
import { chooseSweep, plannedSweep, useSweep } from '../stores/sweep'
import { Select } from '../ui/Select'
import { SweepFields } from './SweepFields'
import { SweepStart } from './SweepStart'
import { checkTrainableText } from './trainable'

const countRule = { whole: true, min: 1, max: 10_000 } as const
const seedRule = { whole: true, min: 0, max: 0xffff_ffff } as const
const lengthRule = { whole: true, min: 1, max: 1_000_000 } as const
const lengths = ['document', 'epochs', 'steps'] as const

/** What is searched, how, and the buttons that start and stop it. */
export function SweepForm() {
  const t = useT()
  const document = useDocument(currentDocument)
  const choices = useSweep(state => state.choices)
  const { method, trials, seed, objective, length } = choices
  const planned = plannedSweep(choices, document)
  const problem = checkTrainableText(document)
  return (
    <section className="sweep-form" aria-label={t('sweep.form')}>
      <SweepFields document={document} problem={planned.ok ? null : planned.failure} />
      <div className="sweep-options">
        <Option
          name="method"
          value={method}
          title={t('sweep.method')}
          options={sweepMethods.map(value => ({
            value,
            title: t(`sweep.method.${value}`),
            help: t(`sweep.method.${value}.help`),
          }))}
          onChange={value => chooseSweep({ method: value })}
        />
        {method === 'random' ? (
          <NumberField
            name="sweep-trials"
            title={t('sweep.trials')}
            help=""
            value={trials}
            initial={20}
            rule={countRule}
            onCommit={value => chooseSweep({ trials: value })}
          />
        ) : (
          <Field name="sweep-grid" title={t('sweep.trials')}>
            {ids => (
              <output id={ids.control} className="sweep-size figures" data-testid="sweep-grid">
                {planned.ok
                  ? t('sweep.gridSize', {
                      count: planned.sweep.trials,
                      formatted: formatCount(planned.sweep.trials),
                    })
                  : '–'}
              </output>
            )}
          </Field>
        )}
        <Option
          name="objective"
          value={objective ?? defaultObjective(document)}
          title={t('sweep.objective')}
          options={sweepObjectives.map(value => ({ value, title: t(`sweep.objective.${value}`) }))}
          onChange={value => chooseSweep({ objective: value })}
        />
        <NumberField
          name="sweep-seed"
          title={t('sweep.seed')}
          help=""
          value={seed}
          initial={1}
          rule={seedRule}
          onCommit={value => chooseSweep({ seed: value })}
        />
        <Option
          name="length"
          value={length.unit}
          title={t('sweep.length')}
          options={lengths.map(value => ({ value, title: t(`sweep.length.${value}`) }))}
          onChange={unit => chooseSweep({ length: { ...length, unit } })}
        />
        {length.unit !== 'document' && (
          <NumberField
            name="sweep-length"
            title={t(`sweep.length.${length.unit}`)}
            help=""
            value={length.count}
            initial={5}
            rule={lengthRule}
            onCommit={count => chooseSweep({ length: { ...length, count } })}
          />
        )}
      </div>
      <SweepStart
        obstacle={
          problem ??
          (planned.ok || planned.failure.path !== null
            ? null
            : `${engineText(planned.failure.message)} ${engineText(planned.failure.remedy)}`)
        }
        canStart={planned.ok && problem === null}
      />
    </section>
  )
}

interface OptionProps<T extends string> {
  readonly name: string
  readonly title: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly title: string; readonly help?: string }[]
  onChange(value: T): void
}

function Option<T extends string>({ name, title, value, options, onChange }: OptionProps<T>) {
  return (
    <Field name={`sweep-${name}`} title={title}>
      {ids => (
        <Select
          id={ids.control}
          labelId={ids.label}
          testId={`sweep-${name}`}
          value={value}
          options={options}
          onChange={next => {
            const chosen = options.find(option => option.value === next)
            if (chosen) onChange(chosen.value)
          }}
        />
      )}
    </Field>
  )
}
