import './xray.css'
import { formatScientific } from '../format'
import { useT } from '../i18n/index'
import { useHeat } from '../stores/heat'
import { lastExamined, useXray } from '../stores/xray'

/** The gradient that a node's weights would get in the first step, while there is no run to show one. */
export function XrayBadge({ nodeId }: { readonly nodeId: string }) {
  const t = useT()
  const gradient = useXray(({ now }) => lastExamined(now)?.gradients.get(nodeId))
  const isTrained = useHeat(({ weights }) => weights[nodeId] !== undefined)
  if (gradient === undefined || isTrained) return null
  return (
    <span
      className="node-xray"
      title={t('xray.badge', { gradient: formatScientific(gradient) })}
      data-testid="node-xray"
    >
      {gradient === 0 ? '0' : gradient.toExponential(0).replace('e+', 'e').replace('-', '−')}
    </span>
  )
}
