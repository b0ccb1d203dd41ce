import { activationKernels } from './activation'
import { batchNormKernels } from './batch-norm'
import { clipKernels } from './clip'
import { denseKernels } from './dense'
import { dropoutKernels } from './dropout'
import { joinKernels } from './join'
import type { Kernel } from './kernel'
import { layerNormKernels } from './layer-norm'
import { lossKernels } from './loss'
import { optimizerKernels } from './optimizer'
import { penaltyKernels } from './penalty'
import { softmaxKernels } from './softmax'
import { statisticsKernels } from './statistics'

/** Every kernel of the reference backend, by the name that plans use. */
export const referenceKernels: Readonly<Record<string, Kernel>> = {
  ...denseKernels,
  ...activationKernels,
  ...softmaxKernels,
  ...batchNormKernels,
  ...layerNormKernels,
  ...dropoutKernels,
  ...joinKernels,
  ...lossKernels,
  ...penaltyKernels,
  ...clipKernels,
  ...optimizerKernels,
  ...statisticsKernels,
}
