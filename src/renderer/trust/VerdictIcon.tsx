import { CornerRightUp, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { Verdict } from '../stores/trust'

const icons = { verified: ShieldCheck, wrong: ShieldAlert, kink: CornerRightUp } as const

export function VerdictIcon({
  verdict,
  size = 14,
}: {
  readonly verdict: Verdict
  readonly size?: number
}) {
  const Icon = icons[verdict]
  return <Icon aria-hidden size={size} className="verdict-icon" data-verdict={verdict} />
}
