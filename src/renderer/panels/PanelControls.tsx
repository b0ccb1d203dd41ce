import { axisScales, heatmapRanges, useDockChoices } from '../stores/dock-choices'
import { Choice } from './Choice'
import {
  type HeatmapSource,
  heatmapQuantities,
  heatmapSources,
  quantityScale,
  sourcesOf,
} from './quantities'
import { usePanelText } from './use-panel-text'

/** What the heatmap shows, of what, and what its colours span. */
export function HeatmapControls() {
  const t = usePanelText()
  const { quantity, range } = useDockChoices()
  const sources = sourcesOf(quantity)
  return (
    <>
      <Choice
        label={t('panels.control.quantity')}
        testId="choice-quantity"
        value={quantity}
        options={heatmapQuantities}
        text={value => t(`panels.quantity.${value}`)}
        onChange={chosen => useDockChoices.setState({ quantity: chosen })}
      />
      <SourceControl sources={sources} />
      <Choice
        label={t('panels.control.range')}
        testId="choice-range"
        value={range}
        options={heatmapRanges}
        text={value => t(`panels.range.${value}`)}
        onChange={chosen => useDockChoices.setState({ range: chosen })}
        disabled={quantityScale(quantity) === 'linear'}
      />
    </>
  )
}

/** Of weights or of node outputs, as far as the quantity leaves a choice. */
export function SourceControl({
  sources = heatmapSources,
}: {
  sources?: readonly HeatmapSource[]
}) {
  const t = usePanelText()
  const source = useDockChoices(choices => choices.source)
  return (
    <Choice
      label={t('panels.control.source')}
      testId="choice-source"
      value={sources.includes(source) ? source : sources[0]!}
      options={sources}
      text={value => t(`panels.source.${value}`)}
      onChange={chosen => useDockChoices.setState({ source: chosen })}
      disabled={sources.length < 2}
    />
  )
}

/** How the curves’ values are scaled. */
export function CurvesControls() {
  const t = usePanelText()
  const scale = useDockChoices(choices => choices.scale)
  return (
    <Choice
      label={t('panels.control.scale')}
      testId="choice-scale"
      value={scale}
      options={axisScales}
      text={value => t(`panels.scale.${value}`)}
      onChange={chosen => useDockChoices.setState({ scale: chosen })}
    />
  )
}
