import { useTranslation } from 'react-i18next'
import type { panels } from '../i18n/strings/panels'

export type PanelTextKey = keyof typeof panels
export type PanelText = (
  key: PanelTextKey,
  values?: Readonly<Record<string, string | number>>,
) => string

/** The panels' strings in the current language. */
export function usePanelText(): PanelText {
  const { t } = useTranslation()
  return (key, values) => t(key, { ...values })
}
