/** Functions with flat ends, and the one that does nothing. */
export const squashing: ReadonlySet<unknown> = new Set(['sigmoid', 'tanh', 'softplus', 'identity'])

/** Functions that cut off one side; He's weights suit them. */
export const rectifying: ReadonlySet<unknown> = new Set([
  ...['relu', 'leakyRelu', 'elu', 'gelu', 'silu'],
])
