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

/** The noise of dropout adds up over layers: of n layers each drops one unit in n, and never more than half. */
export function usualDropout(layers: number): number {
  return Math.min(0.5, Number((1 / layers).toPrecision(2)))
}
