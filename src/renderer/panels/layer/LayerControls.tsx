import { useStore } from 'zustand'
import { useT } from '../../i18n/index'
import { layerStore } from '../../stores/layer'
import { layerViews, tensorSides, useLayerChoices } from '../../stores/layer-choices'
import { Choice } from '../Choice'
import { useShownGraph } from '../units-node'
import { chosenTensor, tensorNames, weightImages } from './layer-data'

/** Which tensor of the node is shown, its values or its gradient, and how. */
export function LayerControls() {
  const t = useT()
  const choices = useLayerChoices()
  const { outcome } = useStore(layerStore)
  const graph = useShownGraph()
  if (!outcome?.ok || outcome.layer.params.length === 0) return null
  const { layer } = outcome
  const names = tensorNames(layer)
  const shown = chosenTensor(layer, choices)!.name.slice(layer.nodeId.length + 1)
  const hasImages = weightImages(layer, choices.side, graph) !== null
  return (
    <>
      {hasImages && (
        <Choice
          label={t('layer.control.view')}
          testId="choice-view"
          value={choices.view}
          options={layerViews}
          text={value => t(`layer.view.${value}`)}
          onChange={view => useLayerChoices.setState({ view })}
        />
      )}
      <Choice
        label={t('layer.control.tensor')}
        testId="choice-tensor"
        value={shown}
        options={names}
        text={value => value}
        onChange={tensor => useLayerChoices.setState({ tensor })}
        disabled={names.length < 2 || (hasImages && choices.view === 'images')}
      />
      <Choice
        label={t('layer.control.side')}
        testId="choice-side"
        value={choices.side}
        options={tensorSides}
        text={value => t(`layer.side.${value}`)}
        onChange={side => useLayerChoices.setState({ side })}
      />
    </>
  )
}
