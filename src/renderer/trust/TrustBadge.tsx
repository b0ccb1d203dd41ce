import './trust.css'
import { useShallow } from 'zustand/react/shallow'
import { formatScientific } from '../format'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { nodeTrust, useTrust, type Verdict } from '../stores/trust'
import { VerdictIcon } from './VerdictIcon'

/** Whether a node's gradients were found right, on the canvas. */
export function TrustBadge({ nodeId }: { readonly nodeId: string }) {
  const t = useT()
  const check = useTrust(state => state.check)
  const found = useDocument(
    useShallow(state => {
      const trust = nodeTrust(check, currentDocument(state), nodeId)
      return trust && ([trust.verdict, trust.error] as const)
    }),
  )
  if (!found) return null
  const [verdict, error] = found
  const label = t(verdictKeys[verdict], { error: formatScientific(error) })
  return (
    <span
      className="node-trust"
      role="img"
      aria-label={label}
      title={label}
      data-verdict={verdict}
      data-testid="node-trust"
    >
      <VerdictIcon verdict={verdict} size={12} />
    </span>
  )
}

export const verdictKeys = {
  verified: 'trust.verified',
  wrong: 'trust.wrong',
  kink: 'trust.kink',
} as const satisfies Record<Verdict, string>
