/** A tensor of float32 values, row-major. */
export interface WeightTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A tensor of a network, as far as weights have to fit it. */
export interface WeightSlot {
  readonly name: string
  readonly shape: readonly number[]
}

/** A tensor of a network that is to be filled. */
export interface WeightTarget extends WeightSlot {
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
  const misfit = findMisfit(weights, parameters, buffers)
  if (misfit !== null) return misfit
  const byName = new Map(weights.map(tensor => [tensor.name, tensor]))
  for (const { name, values } of [...parameters, ...buffers]) {
    const found = byName.get(name)
    if (found) values.set(found.values)
  }
  return null
}

/** What does not fit, as one sentence; null where weights can be assigned. */
export function findMisfit(
  weights: readonly WeightTensor[],
  parameters: readonly WeightSlot[],
  buffers: readonly WeightSlot[],
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
  return null
}

/** What is no number among weights, as one sentence; null where all can be trained with. */
export function findNotFinite(weights: readonly WeightTensor[]): string | null {
  for (const { name, values } of weights) {
    let bad = 0
    for (const value of values) if (!Number.isFinite(value)) bad++
    if (bad > 0) {
      return `"${name}" has values that are NaN or infinite: ${bad.toLocaleString('en')} of ${values.length.toLocaleString('en')}.`
    }
  }
  return null
}
