import type { RangeParameter, SweepParameter } from '../../engine/sweep/spec'
import { defaultPoints } from '../../engine/sweep/spec'
import { tMessage, useT } from '../i18n/index'
import type { NumberRule } from '../inspector/parse-number'
import { useNumberDraft } from '../inspector/use-number-draft'
import { useSweep } from '../stores/sweep'
import type { SweepField } from './fields'

interface RangeInputProps {
  readonly parameter: RangeParameter
  readonly field: SweepField
  readonly title: string
  onChange(parameter: SweepParameter): void
}

/** Both ends of a range; of a grid, also how many values it has. */
export function RangeInput({ parameter, field, title, onChange }: RangeInputProps) {
  const t = useT()
  const isGrid = useSweep(state => state.choices.method === 'grid')
  const { path, scale, range, points = defaultPoints } = parameter
  const [low, high] = range
  const rule = ruleOf(field, scale)
  return (
    <>
      <NumberInput
        label={t('sweep.low', { field: title })}
        testId={`sweep-low-${path}`}
        value={low}
        rule={rule}
        onCommit={value => onChange({ ...parameter, range: [value, high] })}
      />
      <span aria-hidden>–</span>
      <NumberInput
        label={t('sweep.high', { field: title })}
        testId={`sweep-high-${path}`}
        value={high}
        rule={rule}
        onCommit={value => onChange({ ...parameter, range: [low, value] })}
      />
      {isGrid && (
        <>
          <span aria-hidden>×</span>
          <NumberInput
            label={t('sweep.points', { field: title })}
            testId={`sweep-points-${path}`}
            value={points}
            rule={{ whole: true, min: 2, max: 1000 }}
            onCommit={value => onChange({ ...parameter, points: value })}
          />
        </>
      )}
    </>
  )
}

function ruleOf({ spec }: SweepField, scale: RangeParameter['scale']): NumberRule {
  const { min, max } = 'min' in spec ? spec : { min: -1e9, max: 1e9 }
  const isOpen = spec.type === 'number' && spec.exclusiveMin
  return {
    whole: spec.type === 'int',
    min: scale === 'log' ? Math.max(0, min) : min,
    max,
    exclusiveMin: isOpen || (scale === 'log' && min <= 0),
    ...(spec.type === 'number' && { exclusiveMax: spec.exclusiveMax }),
    ...(scale === 'log' && { scale }),
  }
}

interface NumberInputProps {
  readonly label: string
  readonly testId: string
  readonly value: number
  readonly rule: NumberRule
  onCommit(value: number): void
}

function NumberInput({ label, testId, value, rule, onCommit }: NumberInputProps) {
  const draft = useNumberDraft(value, rule, onCommit)
  return (
    <input
      className="input number"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      title={draft.refused ? tMessage(draft.refused) : label}
      aria-invalid={draft.refused !== null}
      data-testid={testId}
      value={draft.text}
      onChange={event => draft.type(event.target.value)}
      {...draft.input}
    />
  )
}
