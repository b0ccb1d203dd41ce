import { useTranslation } from 'react-i18next'
import type { panelStrings } from './strings.en'

export type PanelTextKey = keyof typeof panelStrings
export type PanelText = (
  key: PanelTextKey,
  values?: Readonly<Record<string, string | number>>,
) => string

/** The panels' strings in the current language. */
export function usePanelText(): PanelText {
  const { t } = useTranslation()
  return (key, values) => t(key, { ...values })
}
