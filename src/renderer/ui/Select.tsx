import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'

export interface SelectOption {
  readonly value: string
  readonly title: string
  readonly help?: string
}

interface SelectProps {
  readonly id?: string
  /** The element that names it; a quiet one has its `label` instead. */
  readonly labelId?: string
  readonly label?: string
  readonly describedBy?: string
  /** `quiet` in a toolbar: no box, only as wide as what is chosen. */
  readonly look?: 'field' | 'quiet'
  readonly disabled?: boolean
  readonly testId?: string
  /** Null shows the placeholder. */
  readonly value: string | null
  readonly placeholder?: string
  readonly options: readonly SelectOption[]
  onChange(value: string): void
}

export function Select({
  id,
  labelId,
  label,
  describedBy,
  look = 'field',
  disabled = false,
  testId,
  value,
  placeholder,
  options,
  onChange,
}: SelectProps) {
  const items = options.map(option => ({ value: option.value, label: option.title }))
  return (
    <Base.Root
      items={items}
      value={value}
      disabled={disabled}
      onValueChange={next => {
        if (next !== null) onChange(next)
      }}
    >
      <Base.Trigger
        id={id}
        className={look === 'field' ? 'input select-trigger' : 'select-trigger select-quiet'}
        aria-labelledby={labelId}
        aria-label={label}
        title={label}
        aria-describedby={describedBy}
        data-testid={testId}
      >
        {value === null ? (
          <span className="select-placeholder">{placeholder}</span>
        ) : (
          <Base.Value />
        )}
        <Base.Icon className="select-icon">
          <ChevronDown aria-hidden size={look === 'field' ? 14 : 12} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="popup-positioner">
          <Base.Popup className="popup select-popup">
            <Base.List className="select-list">
              {options.map(option => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="select-item"
                  aria-description={option.help}
                  data-testid={`option-${option.value}`}
                >
                  <Base.ItemIndicator className="select-check">
                    <Check aria-hidden size={13} />
                  </Base.ItemIndicator>
                  <span className="select-text">
                    <Base.ItemText>{option.title}</Base.ItemText>
                    {option.help && (
                      <span className="select-help" aria-hidden>
                        {option.help}
                      </span>
                    )}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
