import type { AttrSpec } from '../../engine/nodes/attrs'
import { useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { AttrField } from '../inspector/AttrField'
import { Field } from '../inspector/Field'
import { setDataAttrs, useDataView } from '../stores/data-view'
import { Select } from '../ui/Select'

/** In the order in which they matter; the form of the file is mostly found out. */
const fields = ['task', 'missing', 'delimiter', 'encoding', 'header', 'decimal'] as const
const formFields: readonly string[] = ['delimiter', 'encoding', 'header', 'decimal']

/** How a table is read: what is found out can be said otherwise. */
export function DataOptions() {
  const t = useT()
  const attrs = useDataView(state => state.attrs)
  const form = useDataView(state => state.sample?.form ?? null)
  if (attrs.dataset !== 'ownTable' || !attrs.path) return null
  const specs = kindInfo('data').attrs
  return (
    <section className="data-section form">
      <h3 className="overline">{t('data.options')}</h3>
      <TargetField />
      {fields.map(name => {
        const spec = specs[name]!
        const found = formFields.includes(name) ? form?.[name as keyof typeof form] : undefined
        return (
          <AttrField
            key={name}
            name={name}
            spec={withFound(spec, found, value => t('data.automatic', { value }))}
            value={attrs[name] ?? spec.default}
            onCommit={value => setDataAttrs({ [name]: value })}
          />
        )
      })}
    </section>
  )
}

/** `Automatic: Semicolon` */
function withFound(
  spec: AttrSpec,
  found: string | undefined,
  automatic: (value: string) => string,
): AttrSpec {
  if (spec.type !== 'choice' || found === undefined) return spec
  const title = spec.options.find(({ value }) => value === found)?.title
  if (title === undefined) return spec
  return {
    ...spec,
    options: spec.options.map(option =>
      option.value === 'auto' ? { ...option, title: automatic(title) } : option,
    ),
  }
}

function TargetField() {
  const columns = useDataView(state => state.sample?.columns ?? null)
  const { title, help } = kindInfo('data').attrs.target!
  if (!columns) return null
  const target = columns.find(({ isTarget }) => isTarget)
  return (
    <Field name="target" title={title} help={help}>
      {ids => (
        <Select
          id={ids.control}
          labelId={ids.label}
          describedBy={ids.help}
          testId="data-target"
          value={target?.name ?? null}
          options={columns
            .filter(({ use }) => use !== 'ignored')
            .map(({ name }) => ({ value: name, title: name }))}
          onChange={name => setDataAttrs({ target: name })}
        />
      )}
    </Field>
  )
}
