import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const distributionKinds = ['gradients', 'time', 'activations'] as const
export type DistributionKind = (typeof distributionKinds)[number]

interface DistributionChoices {
  readonly of: DistributionKind
}

/** What the panel of distributions shows; remembered across starts. */
export const useDistributionChoices = create<DistributionChoices>()(
  persist((): DistributionChoices => ({ of: 'gradients' }), {
    name: 'gradscope.distribution-choices',
    merge: (kept, first) => {
      const { of } = (kept ?? {}) as { of?: unknown }
      return { of: distributionKinds.find(each => each === of) ?? first.of }
    },
  }),
)
