import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'

export interface SelectOption {
  readonly value: string
  readonly title: string
  readonly help?: string
}

interface SelectProps {
  readonly id: string
  readonly labelId: string
  readonly describedBy?: string
  readonly testId: string
  /** Null shows the placeholder. */
  readonly value: string | null
  readonly placeholder?: string
  readonly options: readonly SelectOption[]
  onChange(value: string): void
}

export function Select({
  id,
  labelId,
  describedBy,
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
      onValueChange={next => {
        if (next !== null) onChange(next)
      }}
    >
      <Base.Trigger
        id={id}
        className="input select-trigger"
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        data-testid={testId}
      >
        {value === null ? (
          <span className="select-placeholder">{placeholder}</span>
        ) : (
          <Base.Value />
        )}
        <Base.Icon className="select-icon">
          <ChevronDown aria-hidden size={14} />
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
