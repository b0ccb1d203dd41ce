import { Switch } from '@base-ui/react/switch'
import type { AttrSpec, AttrValue } from '../../engine/nodes/attrs'
import { Select } from '../ui/Select'
import { Field } from './Field'
import { NumberField } from './NumberField'

interface AttrFieldProps {
  readonly name: string
  readonly spec: AttrSpec
  readonly value: AttrValue
  onCommit(value: AttrValue): void
}

/** The control of one attr, by its type. */
export function AttrField({ name, spec, value, onCommit }: AttrFieldProps) {
  const { title } = spec
  switch (spec.type) {
    case 'int':
    case 'number':
      return (
        <NumberField
          name={name}
          title={title}
          help={spec.help}
          value={Number(value)}
          rule={{ ...spec, whole: spec.type === 'int' }}
          onCommit={onCommit}
        />
      )
    case 'choice': {
      const chosen = spec.options.find(option => option.value === value)
      return (
        <Field name={name} title={title} help={chosen?.help || spec.help}>
          {ids => (
            <Select
              id={ids.control}
              labelId={ids.label}
              describedBy={ids.help}
              testId={`attr-${name}`}
              value={String(value)}
              options={spec.options}
              onChange={onCommit}
            />
          )}
        </Field>
      )
    }
    case 'bool':
      return (
        <Field name={name} title={title} help={spec.help} layout="row">
          {ids => (
            <Switch.Root
              id={ids.control}
              className="switch"
              checked={value === true}
              aria-labelledby={ids.label}
              aria-describedby={ids.help}
              data-testid={`attr-${name}`}
              onCheckedChange={onCommit}
            >
              <Switch.Thumb className="switch-thumb" />
            </Switch.Root>
          )}
        </Field>
      )
  }
}
