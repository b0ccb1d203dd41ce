/** A tensor of float32 values, row-major. */
export interface WeightTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A tensor of a network that is to be filled. */
export interface WeightTarget {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float64Array | Float32Array
}

/**
 * Copies weights into a network's tensors by name. Parameters must all be there, with their shapes;
 * buffers (running means) may be missing and then keep what they hold.
 *
 * @returns what does not fit, as one sentence, or null. Nothing is copied then.
 */
export function assignWeights(
  weights: readonly WeightTensor[],
  parameters: readonly WeightTarget[],
  buffers: readonly WeightTarget[],
): string | null {
  const byName = new Map(weights.map(tensor => [tensor.name, tensor]))
  const known = new Set([...parameters, ...buffers].map(({ name }) => name))
  for (const { name, shape } of parameters) {
    if (!byName.has(name)) return `The weights lack "${name}" (${shape.join('×')}).`
  }
  for (const { name } of weights) {
    if (!known.has(name)) return `The network has no "${name}", which the weights hold.`
  }
  for (const { name, shape } of [...parameters, ...buffers]) {
    const found = byName.get(name)
    if (found && found.shape.join() !== shape.join()) {
      return `"${name}" is ${found.shape.join('×')} in the weights and ${shape.join('×')} in the network.`
    }
  }
  for (const { name, values } of [...parameters, ...buffers]) {
    const found = byName.get(name)
    if (found) values.set(found.values)
  }
  return null
}
