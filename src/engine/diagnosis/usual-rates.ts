import type { Optimizer } from '../document/schema'

/** Rates at which gradients of a sound network can be followed; sigmoids need and bear higher ones. */
export const usualRates: Readonly<Record<Optimizer['kind'], number>> = {
  sgd: 0.1,
  momentum: 0.01,
  adagrad: 0.01,
  rmsprop: 1e-3,
  adam: 1e-3,
  adamw: 1e-3,
}
