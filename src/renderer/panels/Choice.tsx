import { Select } from '../ui/Select'

interface ChoiceProps<T extends string> {
  label: string
  testId: string
  value: T
  options: readonly T[]
  text: (value: T) => string
  onChange: (value: T) => void
  disabled?: boolean
}

/** A compact list of which one entry holds, for the dock's header. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, testId, value, options, text, onChange, disabled = false } = props
  return (
    <Select
      look="quiet"
      label={label}
      testId={testId}
      value={value}
      options={options.map(option => ({ value: option, title: text(option) }))}
      disabled={disabled}
      onChange={next => {
        const chosen = options.find(option => option === next)
        if (chosen) onChange(chosen)
      }}
    />
  )
}
