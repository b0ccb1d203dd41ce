import { defaultThresholds, soundThresholds, thresholdBounds } from '../../engine/diagnosis/finding'
import { formatField } from '../format'
import { type MessageKey, useT } from '../i18n/index'
import { NumberField } from '../inspector/NumberField'
import { changeSettings, useSettings } from '../stores/settings'

type Threshold = keyof typeof defaultThresholds
const names = Object.keys(defaultThresholds) as Threshold[]

/** The bounds of all rules. What differs from the defaults stands in the settings. */
export function ThresholdsForm() {
  const t = useT()
  const changed = useSettings(state => state.thresholds)
  const sound = soundThresholds(changed)
  const change = (name: Threshold) => (value: number) => {
    const { [name]: _, ...rest } = sound
    changeSettings({
      thresholds: value === defaultThresholds[name] ? rest : { ...rest, [name]: value },
    })
  }
  return (
    <section className="thresholds" aria-label={t('thresholds.title')} data-testid="thresholds">
      <header className="thresholds-head">
        <p className="finding-lesson">{t('thresholds.help')}</p>
        <button
          type="button"
          className="button button-plain"
          aria-disabled={Object.keys(sound).length === 0}
          data-testid="thresholds-reset"
          onClick={() => changeSettings({ thresholds: {} })}
        >
          {t('thresholds.reset')}
        </button>
      </header>
      <div className="thresholds-fields">
        {names.map(name => {
          const { min, max, integer = false } = thresholdBounds[name]
          const rule = {
            min,
            max,
            exclusiveMin: false,
            exclusiveMax: false,
            whole: integer,
            ...(!integer && { scale: 'log' as const }),
          }
          return (
            <NumberField
              key={name}
              name={`threshold-${name}`}
              title={t(`thresholds.${name}` as MessageKey)}
              help={t('thresholds.default', { value: formatField(defaultThresholds[name]) })}
              value={sound[name] ?? defaultThresholds[name]}
              initial={defaultThresholds[name]}
              rule={rule}
              onCommit={change(name)}
            />
          )
        })}
      </div>
    </section>
  )
}
