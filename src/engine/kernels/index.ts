import { activationKernels } from './activation'
import { batchNormKernels } from './batch-norm'
import { denseKernels } from './dense'
import { dropoutKernels } from './dropout'
import { joinKernels } from './join'
import type { Kernel } from './kernel'
import { lossKernels } from './loss'
import { optimizerKernels } from './optimizer'
import { penaltyKernels } from './penalty'
import { statisticsKernels } from './statistics'

/** Every kernel of the reference backend, by the name that plans use. */
export const referenceKernels: Readonly<Record<string, Kernel>> = {
  ...denseKernels,
  ...activationKernels,
  ...batchNormKernels,
  ...dropoutKernels,
  ...joinKernels,
  ...lossKernels,
  ...penaltyKernels,
  ...optimizerKernels,
  ...statisticsKernels,
}
