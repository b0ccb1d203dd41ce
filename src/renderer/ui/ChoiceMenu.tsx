import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

interface ChoiceMenuProps<T extends string> {
  /** What is chosen here; read out before what the button shows. */
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly title: string; readonly lang?: string }[]
  readonly testId: string
  /** What the button shows. */
  readonly children: ReactNode
  onChange(value: T): void
}

/** A small button that opens a menu of which one item holds. */
export function ChoiceMenu<T extends string>({
  label,
  value,
  options,
  testId,
  children,
  onChange,
}: ChoiceMenuProps<T>) {
  return (
    <Menu.Root>
      <Menu.Trigger className="status-button" title={label} data-testid={testId}>
        <span className="sr-only">{label}: </span>
        {children}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={8} className="popup-positioner">
          <Menu.Popup className="popup choice-menu" aria-label={label}>
            <Menu.RadioGroup value={value} onValueChange={onChange}>
              {options.map(option => (
                <Menu.RadioItem
                  key={option.value}
                  value={option.value}
                  className="select-item"
                  closeOnClick
                  lang={option.lang}
                  data-testid={`${testId}-${option.value}`}
                >
                  <span className="select-check">
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden size={13} />
                    </Menu.RadioItemIndicator>
                  </span>
                  {option.title}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
