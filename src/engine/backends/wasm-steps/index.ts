import { activationLowerings } from './activation'
import type { Lowerings } from './context'
import { denseLowerings } from './dense'
import { layerLowerings } from './layers'
import { lossLowerings } from './loss'
import { parameterLowerings } from './parameters'
import { statisticsLowerings } from './statistics'

export type { Completion, LoweredStep, Measures, MemoryMap, PackingAreas } from './context'
export { ownPackingLimit, packedBytesOf } from './dense'

/** How each kernel of a plan becomes records of a tape. */
export const wasmLowerings: Lowerings = {
  ...denseLowerings,
  ...activationLowerings,
  ...layerLowerings,
  ...lossLowerings,
  ...parameterLowerings,
  ...statisticsLowerings,
}
