import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { RangeMode } from '../panels/charts/heatmap/colour-scale'
import {
  type HeatmapQuantity,
  type HeatmapSource,
  heatmapQuantities,
  heatmapSources,
} from '../panels/quantities'

export const heatmapRanges = ['step', 'recent', 'all', 'locked'] as const satisfies RangeMode[]
export const axisScales = ['linear', 'log'] as const

/** What the panels are set to; remembered across starts. */
export interface DockChoices {
  readonly quantity: HeatmapQuantity
  readonly source: HeatmapSource
  readonly range: RangeMode
  /** Of the vertical axes of the curves. */
  readonly scale: (typeof axisScales)[number]
}

const first: DockChoices = { quantity: 'rms', source: 'param', range: 'recent', scale: 'linear' }

export const useDockChoices = create<DockChoices>()(
  persist(() => first, {
    name: 'gradscope.dock-choices',
    merge: (kept, now) => ({ ...now, ...known(kept) }),
  }),
)

/** What an older or a newer version left is taken as far as this one knows it. */
function known(kept: unknown): Partial<DockChoices> {
  const { quantity, source, range, scale } = (kept ?? {}) as Record<string, unknown>
  return {
    ...pick('quantity', heatmapQuantities, quantity),
    ...pick('source', heatmapSources, source),
    // A locked range belongs to the run that it was locked in.
    ...pick(
      'range',
      heatmapRanges.filter(each => each !== 'locked'),
      range,
    ),
    ...pick('scale', axisScales, scale),
  }
}

function pick<K extends keyof DockChoices>(
  key: K,
  values: readonly DockChoices[K][],
  kept: unknown,
): Partial<DockChoices> {
  const value = values.find(each => each === kept)
  return value === undefined ? {} : { [key]: value }
}
