import './trust.css'
import { formatScientific } from '../format'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { nodeTrust, useTrust, verdictOf } from '../stores/trust'
import { verdictKeys } from './TrustBadge'
import { VerdictIcon } from './VerdictIcon'

/** The gradient check of one node, in the inspector: a line for each of its tensors. */
export function NodeTrust({ nodeId }: { readonly nodeId: string }) {
  const t = useT()
  const check = useTrust(state => state.check)
  const document = useDocument(currentDocument)
  const trust = nodeTrust(check, document, nodeId)
  if (!trust) return null
  return (
    <section className="inspector-section" data-testid="inspector-trust">
      <h2 className="overline">{t('trust.title')}</h2>
      <ul className="trust-lines">
        {trust.tensors.map(tensor => {
          const verdict = verdictOf(tensor)
          return (
            <li key={tensor.name} data-verdict={verdict}>
              <VerdictIcon verdict={verdict} />
              <span className="figures">{tensor.name.split('.').at(-1)}</span>
              <span>
                {t(verdictKeys[verdict], { error: formatScientific(tensor.relativeError) })}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
