import { create } from 'zustand'

export const tensorSides = ['values', 'gradient'] as const
export type TensorSide = (typeof tensorSides)[number]
export const layerViews = ['matrix', 'images'] as const
export type LayerViewKind = (typeof layerViews)[number]

/** What the panel of a layer is set to. */
export interface LayerChoices {
  /** `W`, where the node has such a tensor; else its first. */
  readonly tensor: string
  readonly side: TensorSide
  readonly view: LayerViewKind
  /** The unit whose weights are shown large. */
  readonly unit: number | null
}

export const useLayerChoices = create<LayerChoices>()(() => ({
  tensor: 'W',
  side: 'values',
  view: 'matrix',
  unit: null,
}))
