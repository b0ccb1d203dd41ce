import { Plus, X } from 'lucide-react'
import type { GraphDocument } from '../../engine/document/schema'
import type { AttrValue } from '../../engine/nodes/attrs'
import type { SweepFailure } from '../../engine/sweep/resolve'
import type { SweepParameter } from '../../engine/sweep/spec'
import { openPicker } from '../command-palette/picker'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { chooseSweep, useSweep } from '../stores/sweep'
import { Select } from '../ui/Select'
import { parameterFor, type SweepField, sweepFields } from './fields'
import { ListInput } from './ListInput'
import { RangeInput } from './RangeInput'
import { valueText } from './trial-text'

interface SweepFieldsProps {
  readonly document: GraphDocument
  /** What is wrong with one of them. */
  readonly problem: SweepFailure | null
}

/** The fields that are searched, each with its scale and range or its list. */
export function SweepFields({ document, problem }: SweepFieldsProps) {
  const t = useT()
  const parameters = useSweep(state => state.choices.parameters)
  const fields = sweepFields(document)
  const change = (next: readonly SweepParameter[]) => chooseSweep({ parameters: next })
  return (
    <div className="sweep-fields">
      {parameters.map((parameter, i) => (
        <ParameterRow
          key={parameter.path}
          parameter={parameter}
          field={fields.find(({ path }) => path === parameter.path) ?? null}
          error={problem?.path === parameter.path ? problem : null}
          onChange={next => change(parameters.with(i, next))}
          onRemove={() => change(parameters.toSpliced(i, 1))}
        />
      ))}
      {parameters.length === 0 && <p className="field-help">{t('sweep.noFields')}</p>}
      <button
        type="button"
        className="button button-plain sweep-add"
        data-testid="sweep-add"
        aria-haspopup="dialog"
        onClick={() => openPicker('sweepField')}
      >
        <Plus aria-hidden size={14} />
        {t('sweep.addField')}
      </button>
    </div>
  )
}

interface ParameterRowProps {
  readonly parameter: SweepParameter
  /** Null where the graph has no such field. */
  readonly field: SweepField | null
  readonly error: SweepFailure | null
  onChange(parameter: SweepParameter): void
  onRemove(): void
}

function ParameterRow({ parameter, field, error, onChange, onRemove }: ParameterRowProps) {
  const t = useT()
  const title = field?.title ?? parameter.path
  const isNumber = field?.spec.type === 'int' || field?.spec.type === 'number'
  const problem = error && `${engineText(error.message)} ${engineText(error.remedy)}`
  return (
    <fieldset className="sweep-field" data-testid={`sweep-field-${parameter.path}`}>
      <legend className="sweep-field-title">{title}</legend>
      <button
        type="button"
        className="sweep-remove"
        aria-label={t('sweep.removeField', { field: title })}
        title={t('sweep.removeField', { field: title })}
        onClick={onRemove}
      >
        <X aria-hidden size={13} />
      </button>
      {isNumber && (
        <div className="sweep-range">
          <ScaleChoice {...{ parameter, field, title, onChange }} />
          {'range' in parameter ? (
            <RangeInput {...{ parameter, field, title, onChange }} />
          ) : (
            <ListInput {...{ parameter, title, onChange }} />
          )}
        </div>
      )}
      {field && !isNumber && 'values' in parameter && (
        <OptionChips {...{ parameter, field, onChange }} />
      )}
      {(problem || !field) && (
        <p className="field-help" data-error role="alert">
          {field ? problem : t('sweep.gone')}
        </p>
      )}
    </fieldset>
  )
}

const scales = ['log', 'linear', 'list'] as const

function ScaleChoice({
  parameter,
  field,
  title,
  onChange,
}: Pick<ParameterRowProps, 'parameter' | 'onChange'> & {
  readonly field: SweepField
  readonly title: string
}) {
  const t = useT()
  return (
    <Select
      look="quiet"
      label={t('sweep.scale', { field: title })}
      testId={`sweep-scale-${parameter.path}`}
      value={'range' in parameter ? parameter.scale : 'list'}
      options={scales.map(scale => ({ value: scale, title: t(`sweep.scale.${scale}`) }))}
      onChange={scale => onChange(withScale(parameter, scale as (typeof scales)[number], field))}
    />
  )
}

/** The same field on another scale, with what was given kept as far as it goes. */
function withScale(
  parameter: SweepParameter,
  scale: (typeof scales)[number],
  field: SweepField,
): SweepParameter {
  const { path } = parameter
  if (scale === 'list') {
    return 'values' in parameter ? parameter : { path, values: [...parameter.range] }
  }
  if ('range' in parameter) return { ...parameter, scale }
  const numbers = parameter.values.map(Number)
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const first = parameterFor(field)
  if (low < high) return { path, scale, range: [low, high] }
  return 'range' in first ? { ...first, scale } : { path, scale, range: [low, low + 1] }
}

function OptionChips({
  parameter,
  field,
  onChange,
}: Pick<ParameterRowProps, 'onChange'> & {
  readonly parameter: Extract<SweepParameter, { values: unknown }>
  readonly field: SweepField
}) {
  const all: readonly AttrValue[] =
    field.spec.type === 'choice' ? field.spec.options.map(({ value }) => value) : [false, true]
  const chosen = new Set<AttrValue>(parameter.values)
  return (
    <div className="sweep-chips">
      {all.map(value => (
        <button
          key={String(value)}
          type="button"
          className="sweep-chip"
          aria-pressed={chosen.has(value)}
          onClick={() => {
            const values = all.filter(each => (each === value) !== chosen.has(each))
            if (values.length > 0) onChange({ ...parameter, values: [...values] })
          }}
        >
          {valueText(value, field)}
        </button>
      ))}
    </div>
  )
}
