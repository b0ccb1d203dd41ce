import { useT } from '../../i18n/index'
import { distributionKinds, useDistributionChoices } from '../../stores/distribution-choices'
import { Choice } from '../Choice'
import { DistributionsPanel } from '../DistributionsPanel'
import type { NodePanelProps } from '../node-panel'
import { SourceControl } from '../PanelControls'
import { RunStepNote } from '../RunStepNote'
import { ActivationsPanel } from './ActivationsPanel'
import { TimePanel } from './TimePanel'

/** How gradients are spread over the layers, or over time, or how outputs are. */
export function AllDistributions(props: NodePanelProps) {
  const of = useDistributionChoices(choices => choices.of)
  if (of === 'activations') return <ActivationsPanel {...props} />
  if (of === 'time') return <TimePanel selectedNodeId={props.selectedNodeId} />
  return <DistributionsPanel {...props} />
}

/** Of what the distribution is shown. */
export function DistributionControls() {
  const t = useT()
  const of = useDistributionChoices(choices => choices.of)
  return (
    <>
      <Choice
        label={t('distributions.control.of')}
        testId="choice-distribution"
        value={of}
        options={distributionKinds}
        text={value => t(`distributions.of.${value}`)}
        onChange={chosen => useDistributionChoices.setState({ of: chosen })}
      />
      {of === 'activations' ? <RunStepNote /> : <SourceControl />}
    </>
  )
}
