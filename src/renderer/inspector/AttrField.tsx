import { Switch } from '@base-ui/react/switch'
import type { ReactNode } from 'react'
import type { AttrSpec, AttrValue } from '../../engine/nodes/attrs'
import { useT } from '../i18n/index'
import { Select } from '../ui/Select'
import { Field } from './Field'
import { NumberField } from './NumberField'

interface AttrFieldProps {
  readonly name: string
  readonly spec: AttrSpec
  /** Undefined where several nodes are edited whose values differ. */
  readonly value: AttrValue | undefined
  /** LaTeX of what the chosen value means. */
  readonly formula?: string | null
  readonly action?: ReactNode
  onCommit(value: AttrValue): void
}

/** The control of one attr, by its type. */
export function AttrField({ name, spec, value, formula = null, action, onCommit }: AttrFieldProps) {
  const t = useT()
  const { title } = spec
  switch (spec.type) {
    case 'int':
    case 'number':
      return (
        <NumberField
          name={name}
          title={title}
          help={spec.help}
          value={value === undefined ? null : Number(value)}
          initial={spec.default}
          unit={spec.unit}
          rule={{ ...spec, whole: spec.type === 'int' }}
          formula={formula}
          action={action}
          onCommit={onCommit}
        />
      )
    case 'choice': {
      const chosen = spec.options.find(option => option.value === value)
      return (
        <Field name={name} title={title} help={chosen?.help || spec.help} formula={formula}>
          {ids => (
            <Select
              id={ids.control}
              labelId={ids.label}
              describedBy={ids.help}
              testId={`attr-${name}`}
              value={value === undefined ? null : String(value)}
              placeholder={t('field.mixed')}
              options={spec.options}
              onChange={onCommit}
            />
          )}
        </Field>
      )
    }
    case 'text':
      return (
        <Field name={name} title={title} help={spec.help}>
          {ids => (
            <input
              key={String(value)}
              id={ids.control}
              className="input"
              type="text"
              maxLength={spec.maxLength}
              spellCheck={false}
              aria-describedby={ids.help}
              data-testid={`attr-${name}`}
              defaultValue={value === undefined ? '' : String(value)}
              placeholder={value === undefined ? t('field.mixed') : ''}
              onBlur={event => onCommit(event.target.value)}
            />
          )}
        </Field>
      )
    case 'bool':
      return (
        <Field name={name} title={title} help={spec.help} layout="row">
          {ids => (
            <span className="switch-box">
              {value === undefined && <span className="field-mixed">{t('field.mixed')}</span>}
              <Switch.Root
                id={ids.control}
                className="switch"
                checked={value === true}
                aria-labelledby={ids.label}
                aria-describedby={ids.help}
                data-mixed={value === undefined ? true : undefined}
                data-testid={`attr-${name}`}
                onCheckedChange={onCommit}
              >
                <Switch.Thumb className="switch-thumb" />
              </Switch.Root>
            </span>
          )}
        </Field>
      )
  }
}
