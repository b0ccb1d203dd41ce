import './findings.css'
import { useShallow } from 'zustand/react/shallow'
import { useT } from '../i18n/index'
import { present, useFindings } from '../stores/findings'

/** How many findings hold, in the colour of the worst; nothing where there are none. */
export function FindingsCount() {
  const t = useT()
  const [count, severity] = useFindings(
    useShallow(({ summary }) => {
      const holding = present(summary?.findings ?? [])
      return [holding.length, holding[0]?.severity] as const
    }),
  )
  if (count === 0) return null
  return (
    <span
      className="tab-count"
      role="img"
      aria-label={t('findings.count', { count })}
      data-severity={severity}
      data-testid="findings-count"
    >
      {count}
    </span>
  )
}
