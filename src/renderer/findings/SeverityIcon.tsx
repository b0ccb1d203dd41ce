import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { Severity } from '../../engine/diagnosis/finding'
import { useT } from '../i18n/index'

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const

/** How bad a finding is, as a sign; a check mark once it holds no longer. */
export function SeverityIcon({
  severity,
  over = false,
}: {
  readonly severity: Severity
  readonly over?: boolean
}) {
  const t = useT()
  const Icon = over ? CircleCheck : icons[severity]
  return (
    <Icon
      size={15}
      role="img"
      aria-label={t(`findings.severity.${severity}`)}
      className="severity-icon"
      data-severity={over ? 'over' : severity}
    />
  )
}
