import type { NodeCategory } from '../../engine/nodes/define-node'

/** In the order of lists of kinds. */
export const categories: readonly NodeCategory[] = ['data', 'layer', 'join', 'end']
