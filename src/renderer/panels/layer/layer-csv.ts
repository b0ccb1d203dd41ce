import { useStore } from 'zustand'
import { useT } from '../../i18n/index'
import { layerStore } from '../../stores/layer'
import { useLayerChoices } from '../../stores/layer-choices'
import { type CsvCell, csvText } from '../export/csv'
import { chosenTensor } from './layer-data'

/** The shown tensor entry by entry with its gradient; of a node without one, its units. */
export function layerCsv(): string {
  const { outcome } = layerStore.getState()
  if (!outcome?.ok) return csvText([])
  const { layer } = outcome
  const tensor = chosenTensor(layer, useLayerChoices.getState())
  if (!tensor) {
    const { mean, std, zeroFraction } = layer.units
    const units = Array.from(mean, (value, unit): CsvCell[] => [
      layer.step,
      unit,
      value,
      std[unit]!,
      zeroFraction[unit]!,
    ])
    return csvText([['step', 'unit', 'mean', 'std', 'share of zeros'], ...units])
  }
  const { name, shape, values, gradient } = tensor
  const columns = shape.at(-1) ?? 1
  const rows = Array.from(values, (value, at): CsvCell[] => {
    const place = shape.length < 2 ? [at] : [Math.floor(at / columns), at % columns]
    return [layer.step, name, ...place, value, gradient[at]!]
  })
  const indices = shape.length < 2 ? ['unit'] : ['input', 'unit']
  return csvText([['step', 'tensor', ...indices, 'value', 'gradient'], ...rows])
}

/** Says that there is nothing to export as long as no layer is seen. */
export function useNoLayer(): string | null {
  const t = useT()
  const seen = useStore(layerStore, ({ outcome }) => outcome?.ok === true)
  return seen ? null : t('layer.nothing')
}
